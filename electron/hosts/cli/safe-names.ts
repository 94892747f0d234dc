import { extname } from 'node:path'

/** The longest part of a name on every file system, with room for a number. */
const mostBytes = 200

type Folder = { parts: Map<string, { name: string; folder: Folder }>; taken: Set<string> }
const newFolder = (): Folder => ({ parts: new Map(), taken: new Set() })

/**
 * Makes names that every file system accepts and that cannot leave their folder. Names that some file system would consider
 * equal get a number; equal names give equal results. `taken` are names at the top level that are already used.
 */
export function createSafeNames(taken: string[] = []): (name: string) => string {
  const root = newFolder()
  for (const name of taken) root.taken.add(folded(name))
  return (name) => {
    let folder = root
    return name
      .split('/')
      .filter((part) => part !== '')
      .map((part) => {
        const known = folder.parts.get(part) ?? { name: unlike(safePart(part), folder.taken), folder: newFolder() }
        folder.parts.set(part, known)
        folder.taken.add(folded(known.name))
        folder = known.folder
        return known.name
      })
      .join('/')
  }
}

/** Names are equal for a file system that ignores case and Unicode normalization. */
const folded = (name: string): string => name.normalize('NFKC').toLowerCase().toUpperCase()

function unlike(name: string, taken: Set<string>): string {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  let unique = name
  for (let count = 2; taken.has(folded(unique)); count++) unique = `${stem} (${count})${ending}`
  return unique
}

const reserved = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|com[\d\u00b9\u00b2\u00b3]|lpt[\d\u00b9\u00b2\u00b3])( *\..*| *)$/i

function safePart(part: string): string {
  const plain = part
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD\\:*?"<>|]/gu, '_')
    .replace(/^[. ]+$|[. ]+$/, (dots) => '_'.repeat(dots.length))
  return shortened(reserved.test(plain) || plain === '' ? `_${plain}` : plain)
}

/** Keeps the extension, because programs choose by it. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= mostBytes) return name
  const ending = Buffer.byteLength(extname(name)) <= 20 ? extname(name) : ''
  let stem = ''
  for (const letter of name) {
    if (Buffer.byteLength(stem + letter + ending) > mostBytes) break
    stem += letter
  }
  return stem + ending
}
