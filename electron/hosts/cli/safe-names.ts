import { extname } from 'node:path'

/** What a part of a name may take on every file system, with room for what tells twins apart. */
const mostBytes = 200

type Folder = { parts: Map<string, { name: string; folder: Folder }>; taken: Set<string> }
const newFolder = (): Folder => ({ parts: new Map(), taken: new Set() })

/**
 * Gives names that a file can have on any system, and that lead nowhere but down. Two that only differed in what some system
 * cannot tell apart are told apart by a number; the same name always becomes the same. `taken` are names at the top that are
 * somebody else's.
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

/** As a file system sees it that knows neither case nor ways to write an accent. */
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

/** Its ending says what it is: the middle goes. */
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
