/**
 * The path on disk of a file of the packed app. Processes and threads of their own may not read the archive, so their files
 * are unpacked next to it (`asarUnpack` in electron-builder.yml); other paths stay unchanged.
 */
export const unpackedPath = (path: string): string => path.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked')
