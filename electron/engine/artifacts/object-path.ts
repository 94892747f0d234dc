import { join } from 'node:path'

/** The path of an artifact by its hash: `objects/AB/CD/EFGH…`. */
export const objectPath = (objects: string, hash: string): string =>
  join(objects, hash.slice(0, 2), hash.slice(2, 4), hash.slice(4))

type Facts = { dev: bigint; ino: bigint; size: bigint; mtimeNs: bigint; ctimeNs: bigint }

/** Identifies a file and its last change: another file, or a changed one, has another stamp. */
export const stampOf = ({ dev, ino, size, mtimeNs, ctimeNs }: Facts): string => [dev, ino, size, mtimeNs, ctimeNs].join(':')
