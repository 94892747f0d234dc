/** The most folders within each other, and the most characters of the name of one. */
export const deepest = 5
export const folderNameLength = 60

/** Control characters, and those that turn the direction of text. */
const unseen = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u

/** A path as it is stored: without spaces around names, and without empty ones. The empty path is no folder. */
export const folderPath = (text: string): string =>
  text
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .join('/')

/** Why it cannot be the path of a folder, as the end of a sentence; null: it can. */
export function folderProblem(path: string): string | null {
  const names = path === '' ? [] : path.split('/')
  if (names.length > deepest) return `has ${names.length} folders within each other; at most ${deepest} are possible`
  if (names.some((name) => name.length > folderNameLength))
    return `has a folder with a name of more than ${folderNameLength} characters`
  if (names.some((name) => name === '.' || name === '..')) return 'must not contain "." or ".."'
  return unseen.test(path) ? 'must not contain control characters' : null
}

/** The folder and all that it is in: `ops/backup` and `ops`. */
export const withParents = (path: string): string[] =>
  path === '' ? [] : path.split('/').map((_, index, names) => names.slice(0, index + 1).join('/'))

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

export const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)
