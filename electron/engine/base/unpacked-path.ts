/**
 * Where a file of the packed app lies on the disk. Processes and threads of their own may not read the archive, so what they need is
 * unpacked beside it (`asarUnpack` in electron-builder.yml); elsewhere a path stays as it is.
 */
export const unpackedPath = (path: string): string => path.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked')
