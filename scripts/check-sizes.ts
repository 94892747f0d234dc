import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { childrenOf, isNode, type Node, parse } from './syntax-tree.ts'

/**
 * Holds files and functions of the product to a size that fits a screen, and prints how large they are. A function counts
 * without the named functions inside it, so that a `create…` closure counts by its own lines.
 */
const bounds = { file: { p90: 150, most: 250 }, function: { p90: 20, most: 60 }, component: { most: 100 } }

export type Measured = { name: string; file: string; lines: number; isComponent: boolean }

export function checkSizes(): { problems: string[]; summary: string } {
  const files = productFiles().map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const lengths = files.map(({ file, text }) => ({ name: file, file, lines: text.split('\n').length - 1, isComponent: false }))
  const functions = files.flatMap(({ file, text }) => functionsOf(file, text))
  return {
    problems: [
      ...lengths.filter(({ lines }) => lines > bounds.file.most).map((one) => tooLong(one, bounds.file.most)),
      ...functions.flatMap((one) => {
        const most = one.isComponent ? bounds.component.most : bounds.function.most
        return one.lines > most ? [tooLong(one, most)] : []
      }),
      ...tooLongMostly('files', lengths, bounds.file.p90),
      ...tooLongMostly('functions', functions, bounds.function.p90),
    ],
    summary: `files ${describe(lengths)}; functions ${describe(functions)}`,
  }
}

const tooLong = ({ file, name, lines }: Measured, most: number): string =>
  `${file}${name === file ? '' : `: ${name}`} has ${lines} lines; ${most} is the most`

const tooLongMostly = (what: string, all: Measured[], p90: number): string[] =>
  quantile(all, 0.9) > p90 ? [`a tenth of all ${what} has more than ${quantile(all, 0.9)} lines; ${p90} is the most`] : []

const describe = (all: Measured[]): string =>
  `${all.length}, median ${quantile(all, 0.5)}, p90 ${quantile(all, 0.9)}, longest ${quantile(all, 1)}`

function quantile(all: Measured[], part: number): number {
  const sorted = all.map(({ lines }) => lines).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

/** The functions of a file that have a name, each with the lines that are its own. */
export function functionsOf(file: string, text: string): Measured[] {
  const found: Measured[] = []
  const lineStarts = [...text.matchAll(/\n/g)].map(({ index }) => index)
  const spanOf = ({ start, end }: Node): number => lineStarts.filter((at) => at >= start && at < end).length + 1

  /** Notes the named functions inside `node`; gives the lines of those that lie directly in it. */
  function visit(node: Node): number {
    let inner = 0
    for (const child of childrenOf(node)) {
      const name = nameOf(child)
      if (name === null) {
        inner += visit(child)
        continue
      }
      const lines = spanOf(child)
      found.push({ name, file, lines: lines - visit(child), isComponent: file.endsWith('.tsx') && /^[A-Z]/.test(name) })
      inner += lines
    }
    return inner
  }
  visit(parse(file, text).program)
  return found
}

/** The name by which a function is known: its own, or that of the constant, property or method that it is. */
function nameOf(node: Node): string | null {
  switch (node.type) {
    case 'FunctionDeclaration':
      return identifier(node['id'])
    case 'VariableDeclarator':
      return isFunction(node['init']) ? identifier(node['id']) : null
    case 'Property':
    case 'MethodDefinition':
      return isFunction(node['value']) ? identifier(node['key']) : null
    default:
      return null
  }
}

const isFunction = (value: unknown): boolean =>
  isNode(value) && (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression')

const identifier = (value: unknown): string => (isNode(value) && typeof value['name'] === 'string' ? value['name'] : '(computed)')

const productFiles = (): string[] =>
  ['shared', 'renderer', 'electron'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/(?:\.test\.tsx?|\.d\.ts|^testing\.ts)$/.test(entry.name),
      )
      .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
      .filter((file) => !file.startsWith('electron/engine/testing/')),
  )

if (import.meta.main) {
  const { problems, summary } = checkSizes()
  for (const problem of problems) console.error(problem)
  console.log(summary)
  if (problems.length > 0) process.exitCode = 1
}
