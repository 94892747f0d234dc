import { builtinNames } from '../model/builtin-names.ts'
import { nearest } from '../nearest.ts'
import { error, type Problem, warning } from '../problem.ts'
import type { Node } from './definition.ts'
import { branchesOf, withExec } from './many.ts'
import type { ExecSpec } from './node-parts.ts'

type Path = (string | number)[]

/** The fields that an executor requires. */
export function checkWork(
  node: Pick<Node, 'exec_type' | 'service' | 'func' | 'script' | 'request' | 'job'>,
  path: Path,
): Problem[] {
  switch (node.exec_type ?? 'http') {
    case 'http':
    case 'queue':
      return node.service ? [] : [error([...path, 'service'], 'is missing: name the service that a worker must offer')]
    case 'local_func':
      return checkFunction(node.func, [...path, 'func'])
    case 'local_script':
    case 'shell':
      return node.script?.cmd || node.script?.code
        ? []
        : [error([...path, 'script'], 'needs "cmd", a program, or "code", a script')]
    case 'request':
      return node.request ? [] : [error([...path, 'request'], 'is missing: give at least the "url" to call')]
    case 'job':
      return node.job ? [] : [error([...path, 'job'], 'is missing: name the job to run')]
  }
}

function checkFunction(name: string | undefined, path: Path): Problem[] {
  if (!name) return [error(path, `is missing: name one of ${builtinNames.join(', ')}`)]
  if ((builtinNames as readonly string[]).includes(name)) return []
  const meant = nearest(name, builtinNames)
  return [
    error(
      path,
      `"${name}" is not a function: ${meant ? `did you mean "${meant}"?` : `the functions are ${builtinNames.join(', ')}`}`,
    ),
  ]
}

export function checkExec(node: Node, exec: ExecSpec, path: Path): Problem[] {
  const { exec_type: type } = withExec(node, exec)
  if (type === 'job')
    return [error([...path, 'exec_type'], 'cannot be "job" here: put the job into its own flow, and name that flow in a subflow')]
  return checkWork(withExec(node, exec), path)
}

export function checkParallel(node: Node, path: Path): Problem[] {
  const branches = branchesOf(node, (node.params as Record<string, never> | undefined) ?? {})
  if (branches.length === 0) return [warning(path, 'has no branches: name them in parallel_services or parallel_execs')]
  return branches.flatMap((exec, index) =>
    checkExec(
      node,
      exec,
      node.parallel_execs?.length ? [...path, 'parallel_execs', index] : [...path, 'parallel_services', index],
    ),
  )
}
