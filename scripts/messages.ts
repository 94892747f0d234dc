import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { childrenOf, isNode, lineFinder, type Node, parse } from './syntax-tree.ts'

/**
 * Prints every text that a person can meet outside the window, one per line with its file and line, sorted by kind, so that
 * all messages of a kind can be read in one go. `npm run messages -- error log` prints two kinds only.
 */
export const kinds = ['error', 'field', 'log', 'terminal', 'help', 'notification', 'tray', 'menu', 'text'] as const
type Kind = (typeof kinds)[number]
export type Message = { kind: Kind; file: string; line: number; text: string }

const folders = ['shared', 'electron']

/** Methods of zod whose last argument is what a person reads about a field. */
const checksOfFields = /^(?:refine|regex|min|max|length|startsWith|endsWith|superRefine|addIssue)$/
const helpOfCommands = /^(?:description|summary|option|requiredOption|argument|addHelpText|commandsGroup|helpCommand|helpOption)$/
const writesToTerminal = /^(?:out|err|outSource)$/

/** The kind of the texts among the arguments of a call, or null where the call says nothing about them. */
function kindOfCall(node: Node, file: string): Kind | null {
  const callee = node['callee']
  if (!isNode(callee)) return null
  const name = nameOf(callee)
  if (node.type === 'NewExpression') return name.endsWith('Notification') ? 'notification' : isErrorName(name) ? 'error' : null
  if (isErrorName(name)) return 'error'
  if (callee.type !== 'MemberExpression') {
    if (name === 'examples') return 'help'
    if (name === 'show' && file.endsWith('/desktop/notifications.ts')) return 'notification'
    return writesToTerminal.test(name) ? 'terminal' : null
  }
  const object = nameOf(callee['object'] as Node)
  if (object === 'log' && /^(?:debug|info|warn|error)$/.test(name)) return 'log'
  if (name === 'write' && /^std(?:out|err)$/.test(object)) return 'terminal'
  if (object === 'console') return 'terminal'
  if (name === 'showErrorBox') return 'notification'
  if (file.startsWith('electron/hosts/cli/') && helpOfCommands.test(name)) return 'help'
  return checksOfFields.test(name) ? 'field' : null
}

const isErrorName = (name: string): boolean => /(?:Error|Failure|Problem|History|TypeMismatch|Unfit|Unsaid)$/.test(name)

/** The last name of an expression: `warn` for `host.log.warn`. */
function nameOf(node: Node): string {
  if (node.type === 'MemberExpression') return nameOf(node['property'] as Node)
  return typeof node['name'] === 'string' ? node['name'] : ''
}

const kindOfFile = (file: string): Kind =>
  file.endsWith('/desktop/tray.ts') ? 'tray' : file.endsWith('/desktop/menu.ts') ? 'menu' : 'text'

export function messagesIn(file: string, text: string): Message[] {
  const found: Message[] = []
  const lineOf = lineFinder(text)

  function visit(node: Node, kind: Kind): void {
    if (isOutsideMessages(node)) return
    const words = textOf(node, text)
    if (words !== null) {
      if (isMessage(words, kind)) found.push({ kind, file, line: lineOf(node.start), text: words.replaceAll('\n', '\\n') })
      // What a template fills in is shown in braces already.
      return
    }
    const inner = /^(?:Call|New)Expression$/.test(node.type) ? (kindOfCall(node, file) ?? kind) : kind
    for (const child of childrenOf(node)) visit(child, isFunctionBody(child) ? kindOfFile(file) : inner)
  }
  visit(parse(file, text).program, kindOfFile(file))
  return found
}

/** Imports, types and queries have strings that no person reads. */
const isOutsideMessages = ({ type, ...node }: Node): boolean =>
  /^(?:Import|ExportAll|TS(?!As|Satisfies|NonNull))/.test(type) || (type === 'ExportNamedDeclaration' && isNode(node['source']))

const isFunctionBody = ({ type }: Node): boolean => type === 'BlockStatement'

/** The words of a string; of a template with the source of what it fills in. Null for any other node. */
function textOf(node: Node, source: string): string | null {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null
  if (node.type !== 'TemplateLiteral') return null
  const parts = [...(node['quasis'] as Node[]), ...(node['expressions'] as Node[])].sort((a, b) => a.start - b.start)
  return parts
    .map((part) => (part.type === 'TemplateElement' ? cooked(part) : `{${source.slice(part.start, part.end)}}`))
    .join('')
}

const cooked = (element: Node): string => (element['value'] as { cooked: string }).cooked

/** Whether a person would read it: words with a space between them, and no query. */
function isMessage(words: string, kind: Kind): boolean {
  if (kind === 'tray' || kind === 'menu') return /^[A-Z{]/.test(words) || words.includes(' ')
  const plain = words.replaceAll(/\{[^}]*\}/g, '')
  if (!/[A-Za-z]{2,} [A-Za-z]{2,}|^\W*(?:is|has) /.test(plain))
    return kind !== 'text' && /[a-z]/.test(plain) && plain.includes(' ')
  return (
    kind !== 'text' ||
    !/\b(?:SELECT|INSERT|UPDATE|DELETE|WHERE|ORDER BY|FROM|CREATE|PRAGMA|CASE|JOIN|IS NULL|COALESCE)\b/i.test(plain) ||
    /[.:]$/.test(plain)
  )
}

const productFiles = (): string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/(?:\.test\.ts|\.d\.ts|^testing\.ts)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
      .filter((file) => !/\/testing\/|\/golden\//.test(file)),
  )

if (import.meta.main) {
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter((kind) => !kinds.some((known) => known === kind))
  if (unknown.length > 0) {
    process.stderr.write(`Unknown kind of message: ${unknown.join(', ')}. The kinds are ${kinds.join(', ')}.\n`)
    process.exit(2)
  }
  const messages = productFiles().flatMap((file) => messagesIn(file, readFileSync(file, 'utf8')))
  for (const kind of kinds.filter((one) => wanted.length === 0 || wanted.includes(one)))
    for (const { file, line, text } of messages.filter((one) => one.kind === kind))
      console.log(`${kind}\t${file}:${line}\t${text}`)
}
