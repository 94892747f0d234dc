import { type Document, isCollection, isMap, isScalar, type Pair, parseDocument, visit, type YAMLMap } from 'yaml'
import type { Json } from '../../shared/model/json.ts'
import { nameFrom } from './names.ts'

/** What the text says about a parameter; its rules may still be wrong. */
export type Facts = { [field: string]: Json }
export type Listed = { name: string; facts: Facts }
/** The parameters that a text lists, or why it cannot be read as a list of them. */
export type Listing = { params: Listed[]; problem: null } | { params: null; problem: string }

/** Reads the YAML text of parameters. Every change below is a patch of the text, so comments, quotes and order stay. */
export function listingOf(text: string): Listing {
  const document = parseDocument(text, { uniqueKeys: true })
  const problem = problemOf(document)
  if (problem !== null) return { params: null, problem }
  return { params: pairsOf(document).map((pair) => ({ name: nameOf(pair), facts: factsOf(pair, document) })), problem: null }
}

function problemOf(document: Document): string | null {
  const [error] = document.errors
  if (error) return error.message.split('\n')[0]?.replace(/:$/, '') ?? error.code
  if (document.contents !== null && !isMap(document.contents) && !isEmpty(document.contents)) return 'must be a list of names'
  let hasAlias = false
  visit(document, { Alias: () => (hasAlias = true) && visit.BREAK })
  return hasAlias ? 'must not use aliases' : null
}

const isEmpty = (node: unknown): boolean => isScalar(node) && node.value === null

const pairsOf = ({ contents }: Document): Pair[] => (isMap(contents) ? (contents.items as Pair[]) : [])

const nameOf = ({ key }: Pair): string => String(isScalar(key) ? (key.value ?? '') : key)

function factsOf({ value }: Pair, document: Document): Facts {
  return isMap(value) ? (value.toJS(document) as Facts) : {}
}

type Change = (pairs: Pair[], document: Document) => void

function changed(text: string, change: Change): string {
  const document = parseDocument(text, { uniqueKeys: true })
  if (problemOf(document) !== null) return text
  if (!isMap(document.contents)) document.contents = document.createNode({}) as never
  const map = document.contents as unknown as YAMLMap
  change(map.items as Pair[], document)
  // A text that began as {} becomes a line for each parameter.
  map.flow = map.items.length === 0
  return document.toString({ lineWidth: 0 }).replace(/^\s*\{\s*\}\n$|\n\{\s*\}\n$/, '')
}

const pairWith = (document: Document, name: string, facts: Facts): Pair => {
  const pair = document.createPair(name, facts) as Pair
  if (isMap(pair.value)) pair.value.flow = true
  return pair
}

export const addParam = (text: string, name: string, facts: Facts, at?: number): string =>
  changed(text, (pairs, document) => pairs.splice(at ?? pairs.length, 0, pairWith(document, name, facts)))

export const removeParam = (text: string, at: number): string => changed(text, (pairs) => pairs.splice(at, 1))

/** The copy comes right after the original. */
export const duplicateParam = (text: string, at: number): string =>
  changed(text, (pairs, document) => {
    const pair = pairs[at]
    const name = pair && nameFrom(nameOf(pair), pairs.map(nameOf))
    if (pair && name) pairs.splice(at + 1, 0, pairWith(document, name, factsOf(pair, document)))
  })

export const moveParam = (text: string, from: number, to: number): string =>
  changed(text, (pairs) => {
    const [pair] = pairs.splice(from, 1)
    if (pair) pairs.splice(to, 0, pair)
  })

/** What depends on the parameter follows it to its new name. */
export const renameParam = (text: string, at: number, name: string): string =>
  changed(text, (pairs, document) => {
    const pair = pairs[at]
    if (!pair) return
    const before = nameOf(pair)
    pair.key = document.createNode(name)
    for (const { value } of pairs) {
      const condition = isMap(value) ? value.get('show-if') : undefined
      if (!isMap(condition)) continue
      for (const one of condition.items as Pair[]) if (nameOf(one) === before) one.key = document.createNode(name)
    }
  })

/** Sets fields of a parameter; undefined removes one. */
export const setFacts = (text: string, at: number, facts: { [field: string]: Json | undefined }): string =>
  changed(text, (pairs, document) => {
    const pair = pairs[at]
    if (!pair) return
    if (!isMap(pair.value)) pair.value = pairWith(document, nameOf(pair), {}).value
    const map = pair.value as YAMLMap
    for (const [field, value] of Object.entries(facts)) {
      if (value === undefined) map.delete(field)
      else map.set(field, flowing(document.createNode(value)))
    }
  })

/** Lists and groups stand in one line. */
function flowing<T>(node: T): T {
  if (isCollection(node)) node.flow = true
  return node
}
