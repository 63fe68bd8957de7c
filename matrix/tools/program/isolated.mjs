// What an isolated worker imports in a page: the backend in a file of its own.

export { cpu } from "@actfn/backend-cpu";
