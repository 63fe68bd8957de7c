/**
 * The program of a thread, `thread.ts`, as one script without imports. The build writes it here, so that a thread needs no file:
 * a bundler would have to be told of one, and a bundle in CommonJS format does not know where it lies. Empty where nothing
 * has been built.
 */
export const script: string = "";
