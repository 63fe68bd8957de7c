/** The kernel's picture in Jupyter's launcher: the curve of GELU. */
export const LOGO_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<rect width="64" height="64" rx="13" fill="#1b2440"/>
<path d="M10 44H54M30 12V54" stroke="#5d6b94" stroke-width="1.6" stroke-linecap="round"/>
<path d="M10 44.3C18 45 22 48.5 26 48.5C33 48.5 37 35 52 13" fill="none" stroke="#8fb2ff" stroke-width="4.4" stroke-linecap="round"/>
</svg>
`;
