/// <reference types="vite/client" />
declare module "temml" {
  const temml: { renderToString(tex: string, options?: { displayMode?: boolean }): string };
  export default temml;
}
