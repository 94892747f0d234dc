import { secretsIn } from '../model/secret.ts'
import { type Problem, pathText, warning } from '../problem.ts'
import type { Definition, Graph, Node } from './definition.ts'
import type { ExecSpec } from './node-parts.ts'

/** A secret that a definition names, and the place. */
export type SecretMention = { name: string; path: string; line?: number; column?: number }

export const secretsOf = (definition: Definition): SecretMention[] => inGraph(definition, [])

type Path = (string | number)[]

const inGraph = (graph: Graph, path: Path): SecretMention[] =>
  Object.entries(graph.nodes).flatMap(([key, node]) => inNode(node, [...path, 'nodes', key]))

function inNode(node: Node, path: Path): SecretMention[] {
  const branches = (['parallel_execs', 'foreach_execs', 'subflow_execs'] as const).flatMap((field) =>
    (node[field] ?? []).flatMap((exec, index) => inScript(exec, [...path, field, index])),
  )
  return [
    ...inScript(node, path),
    ...inRecord(node.request?.headers, [...path, 'request', 'headers']),
    ...inText(node.request?.url, [...path, 'request', 'url']),
    ...branches,
    ...(node.subflow ? inGraph(node.subflow, [...path, 'subflow']) : []),
  ]
}

const inScript = ({ script }: Pick<ExecSpec, 'script'>, path: Path): SecretMention[] =>
  inRecord(script?.env, [...path, 'script', 'env'])

const inRecord = (record: Record<string, string> = {}, path: Path): SecretMention[] =>
  Object.entries(record).flatMap(([name, text]) => inText(text, [...path, name]))

const inText = (text: string | undefined, path: Path): SecretMention[] =>
  secretsIn(text ?? '').map((name) => ({ name, path: pathText(path) }))

/** For the secrets that a definition names: nodes fail if a secret is missing. */
export const missingSecrets = (mentions: readonly SecretMention[], isThere: (name: string) => boolean): Problem[] =>
  mentions.flatMap(({ name, path, ...place }) =>
    isThere(name)
      ? []
      : [
          {
            ...warning([], `there is no secret "${name}" yet. Set it in Settings > Secrets, or with: lf secret set ${name}`),
            path,
            ...place,
          },
        ],
  )
