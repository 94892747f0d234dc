import { namesSecret } from '../model/secret.ts'
import { nearest } from '../nearest.ts'
import { error, type Problem, warning } from '../problem.ts'
import type { Definition, Graph, Node } from './definition.ts'
import { parseReference } from './reference.ts'

type Path = (string | number)[]
type Mention = { text: string; path: Path; isPath: boolean; decides: boolean }

/** References to missing values, which are null when the flow runs. */
export function problemsOfReferences(definition: Definition, graph: Graph, path: Path): Problem[] {
  const written = namesWritten(graph)
  return Object.entries(graph.nodes).flatMap(([key, node]) => [
    ...mentionsOf(node, [...path, 'nodes', key]).flatMap((mention) => problemOf(definition, mention, written)),
    ...misplacedSecrets(node, [...path, 'nodes', key]),
  ])
}

/** Where a secret reference is plain text, its author may expect the secret itself. */
function misplacedSecrets({ params, script, request }: Node, path: Path): Problem[] {
  const places: [unknown, Path][] = [
    [params, [...path, 'params']],
    [script?.args, [...path, 'script', 'args']],
    [request?.body, [...path, 'request', 'body']],
  ]
  return places.flatMap(([value, at]) =>
    textsWithin(value, at)
      .filter(({ text }) => namesSecret(text))
      .map((mention) => warning(mention.path, `is plain text here, not a secret: ${secretPlaces}`)),
  )
}

function problemOf(definition: Definition, { text, path, isPath, decides }: Mention, written: Set<string>): Problem[] {
  const reference = parseReference(text)
  if (!reference || (reference.root === 'state' && definition.dialect === 'pocketflow')) {
    if (/^\$[a-z_]+(?:[.[(]|$)/i.test(text)) return [unknownRoot(definition, text, path, decides)]
    return isPath && !written.has(rootName(text)) ? [nothingWrites(path, rootName(text))] : []
  }
  const name = rootName(reference.path)
  return reference.root === 'shared' && name !== '' && !written.has(name) ? [nothingWrites(path, name)] : []
}

/** A reference to a value that changes with each reading could not be decided again from the history. */
function unknownRoot(definition: Definition, text: string, path: Path, decides: boolean): Problem {
  if (/^\$secrets\b/.test(text))
    return (definition.dialect === 'pocketflow' ? warning : error)(
      path,
      `"${text}" is not allowed here, because the history would show the secret: ${secretPlaces}`,
    )
  const root = text.replace(/^\$([a-z_]+).*$/is, '$1')
  const meant = nearest(root, ['params', 'shared', 'input', 'error', 'state'])
  const message = `"${text}" is not a reference${meant ? `; did you mean "$${meant}"?` : ': references start with $params, $shared, $input, $error or $state'}`
  return decides && definition.dialect !== 'pocketflow' ? error(path, message) : warning(path, `${message}, so it is plain text`)
}

/** The only places where a flow may pass secrets. */
const secretPlaces = 'secrets work in script.env and in the headers and the url of a request'

const nothingWrites = (path: Path, name: string): Problem =>
  warning(path, `nothing in this flow writes "${name}": it is empty unless a signal of that name sets it`)

const rootName = (path: string): string => path.split(/[.[]/)[0] ?? ''

function namesWritten(graph: Graph): Set<string> {
  const names = new Set<string>()
  for (const node of Object.values(graph.nodes)) {
    for (const { post } of [node, ...(node.parallel_execs ?? [])]) {
      if (post?.output_key) names.add(post.output_key)
      for (const name of Object.keys(post?.output_map ?? {})) names.add(name)
    }
    // A signal that a node waits for is shared under its name.
    for (const key of [node.signal_key, node.params?.['signal_key'], node.approval_key, node.params?.['approval_key']]) {
      const reference = typeof key === 'string' ? parseReference(key) : null
      if (reference?.root === 'shared') names.add(rootName(reference.path))
    }
  }
  return names
}

function mentionsOf(node: Node, path: Path): Mention[] {
  const { input_key: key, input_map: map = {} } = node.prep ?? {}
  return [
    ...(key ? [{ text: key, path: [...path, 'prep', 'input_key'], isPath: true, decides: false }] : []),
    ...Object.entries(map).map(([name, text]) => ({
      text,
      path: [...path, 'prep', 'input_map', name],
      isPath: false,
      decides: false,
    })),
    ...(node.choice_cases ?? []).flatMap(({ expr }, index) =>
      textsWithin(expr, [...path, 'choice_cases', index, 'expr']).map((mention) => ({
        ...mention,
        isPath: false,
        decides: true,
      })),
    ),
  ]
}

function textsWithin(value: unknown, path: Path): { text: string; path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }]
  if (typeof value !== 'object' || value === null || path.length > 100) return []
  return Object.entries(value).flatMap(([key, part]) => textsWithin(part, [...path, Array.isArray(value) ? Number(key) : key]))
}
