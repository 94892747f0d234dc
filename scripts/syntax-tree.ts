import { parseSync } from 'vite'

/** A node of the syntax tree, as the parser of the bundler returns it. */
export type Node = { type: string; start: number; end: number; [key: string]: unknown }

export type Comment = { value: string; start: number; end: number }

export function parse(file: string, text: string): { program: Node; comments: Comment[] } {
  const { program, comments } = parseSync(file, text, { lang: file.endsWith('x') ? 'tsx' : 'ts' })
  return { program: program as unknown as Node, comments }
}

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

export const childrenOf = (node: Node): Node[] =>
  Object.values(node)
    .flatMap((value) => [value].flat())
    .filter(isNode)

/** Returns a function that turns a position in `text` into a line number. */
export function lineFinder(text: string): (position: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (position) => {
    const after = starts.findIndex((start) => start > position)
    return after === -1 ? starts.length : after
  }
}
