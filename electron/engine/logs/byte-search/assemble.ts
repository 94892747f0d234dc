type Node = string | Node[]
/** What the names within a function stand for. */
type Names = { functions: string[]; locals: string[]; labels: string[] }

/**
 * Assembles functions written in the text format of WebAssembly, as far as it is used here: folded instructions, and one memory, which
 * is imported as `env.memory`. Every function is exported under its name. Throws for anything else.
 */
export function assemble(source: string): WebAssembly.Module {
  const functions = read(source)
  const names = functions.map((one) => String(one[1]))
  const sections = [
    section(1, functions.map(typeOf)),
    section(2, [[...text('env'), ...text('memory'), 2, 0, 1]]),
    section(
      3,
      functions.map((_, at) => unsigned(at)),
    ),
    section(
      7,
      names.map((name, at) => [...text(name.slice(1)), 0, ...unsigned(at)]),
    ),
    section(
      10,
      functions.map((one) => bodyOf(one, names)),
    ),
  ]
  return new WebAssembly.Module(Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()]))
}

const types: Record<string, number> = { i32: 0x7f, v128: 0x7b }

const operations: Record<string, number[]> = {
  'i32.load8_u': [0x2d, 0, 0],
  'i32.store': [0x36, 2, 0],
  'i32.eqz': [0x45],
  'i32.eq': [0x46],
  'i32.ne': [0x47],
  'i32.lt_u': [0x49],
  'i32.gt_u': [0x4b],
  'i32.ge_u': [0x4f],
  'i32.clz': [0x67],
  'i32.ctz': [0x68],
  'i32.popcnt': [0x69],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.and': [0x71],
  'i32.or': [0x72],
  'i32.shl': [0x74],
  'v128.load': [0xfd, 0x00, 0, 0],
  'i8x16.splat': [0xfd, 0x0f],
  'i8x16.eq': [0xfd, 0x23],
  'v128.and': [0xfd, 0x4e],
  'v128.or': [0xfd, 0x50],
  'v128.any_true': [0xfd, 0x53],
  'i8x16.bitmask': [0xfd, 0x64],
}
const ofLocals: Record<string, number> = { 'local.get': 0x20, 'local.set': 0x21, 'local.tee': 0x22 }
const branches: Record<string, number> = { br: 0x0c, br_if: 0x0d }
const blocks: Record<string, number> = { block: 0x02, loop: 0x03 }
const [ifCode, endCode, returnCode, callCode, constCode] = [0x04, 0x0b, 0x0f, 0x10, 0x41]
/** A block that leaves nothing. */
const noResult = 0x40

function read(source: string): Node[][] {
  const open: Node[][] = [[]]
  for (const [token] of source.replaceAll(/;;.*/g, '').matchAll(/[()]|[^\s()]+/g)) {
    if (token === '(') open.push([])
    else if (token === ')') open.at(-2)?.push(open.pop() ?? [])
    else open.at(-1)?.push(token)
  }
  return open[0] as Node[][]
}

const partsOf = (one: Node[], kind: string): Node[][] =>
  one.filter((part): part is Node[] => Array.isArray(part) && part[0] === kind)

function typeOf(one: Node[]): number[] {
  const all = (kind: string) => list(partsOf(one, kind).map((part) => [typeNamed(part.at(-1))]))
  return [0x60, ...all('param'), ...all('result')]
}

function bodyOf(one: Node[], functions: string[]): number[] {
  const variables = partsOf(one, 'local')
  const locals = [...partsOf(one, 'param'), ...variables].map((part) => String(part[1]))
  const code = one.slice(2 + locals.length + partsOf(one, 'result').length)
  const bytes = instructions(code, { functions, locals, labels: [] })
  return sized([...list(variables.map((part) => [1, typeNamed(part.at(-1))])), ...bytes, endCode])
}

const instructions = (nodes: Node[], names: Names): number[] => nodes.flatMap((node) => instruction(node, names))

function instruction(node: Node, names: Names): number[] {
  const [operation = '', first = '', ...rest] = node as string[]
  const within = (nodes: Node[], label: string) => instructions(nodes, { ...names, labels: [label, ...names.labels] })
  const block = blocks[operation]
  if (block !== undefined) return [block, noResult, ...within(rest, first), endCode]
  if (operation === 'if') return [...instruction(first, names), ifCode, noResult, ...within(rest, ''), endCode]
  const branch = branches[operation]
  if (branch !== undefined) return [...instructions(rest, names), branch, ...unsigned(placeOf(first, names.labels))]
  const ofLocal = ofLocals[operation]
  if (ofLocal !== undefined) return [...instructions(rest, names), ofLocal, ...unsigned(placeOf(first, names.locals))]
  if (operation === 'call') return [...instructions(rest, names), callCode, ...unsigned(placeOf(first, names.functions))]
  if (operation === 'i32.const') return [constCode, ...signed(Number(first))]
  const operands = instructions((node as Node[]).slice(1), names)
  const code = operation === 'return' ? [returnCode] : operations[operation]
  if (code === undefined) throw new Error(`unknown instruction ${operation}`)
  return [...operands, ...code]
}

function placeOf(name: string, names: string[]): number {
  const at = names.indexOf(name)
  if (at === -1) throw new Error(`unknown name ${name}`)
  return at
}

function typeNamed(name: Node | undefined): number {
  const type = types[String(name)]
  if (type === undefined) throw new Error(`unknown type ${name}`)
  return type
}

const section = (id: number, items: number[][]): number[] => [id, ...sized(list(items))]
const list = (items: number[][]): number[] => [...unsigned(items.length), ...items.flat()]
const sized = (bytes: number[]): number[] => [...unsigned(bytes.length), ...bytes]
const text = (name: string): number[] => sized([...Buffer.from(name)])

/** Numbers in LEB128. */
const unsigned = (number: number): number[] => (number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...unsigned(number >>> 7)])

function signed(number: number): number[] {
  const [low, rest] = [number & 0x7f, number >> 7]
  const isLast = rest === (low < 0x40 ? 0 : -1)
  return isLast ? [low] : [low | 0x80, ...signed(rest)]
}
