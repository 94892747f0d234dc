import { nearest } from '../nearest.ts'
import { error, type Problem, warning } from '../problem.ts'
import type { Definition, Node } from './definition.ts'
import { problemsOfExpression } from './expression.ts'
import type { Expression } from './node-parts.ts'

type Path = (string | number)[]

export function checkChoice(definition: Definition, said: Set<string>, node: Node, path: Path): Problem[] {
  const cases = node.choice_cases ?? []
  const expressions = cases.flatMap(({ expr }, index) => checkExpression(expr, [...path, 'choice_cases', index, 'expr']))
  const actions = [...cases.map(({ action }) => action), ...(node.default_action ? [node.default_action] : [])]
  const dead = actions.filter((action) => !said.has(action) && !said.has('default'))
  const decides = cases.length > 0 || node.default_action || node.post?.action_static || node.post?.action_key
  return [
    ...expressions,
    ...(decides ? [] : [error([...path, 'choice_cases'], 'is missing: list conditions and the action that follows each')]),
    ...[...new Set(dead)].map((action) =>
      warning(
        path,
        `no edge for "${action}": the flow ${definition.dialect === 'pocketflow' ? 'ends' : 'fails'} if this case is chosen`,
      ),
    ),
    ...(node.choice_key === undefined ? [] : [warning([...path, 'choice_key'], 'has no effect: use choice_cases')]),
  ]
}

const operators = ['and', 'or', 'not', 'exists', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'in', 'contains']

const checkExpression = (expr: Expression, path: Path): Problem[] =>
  problemsOfExpression(expr, path).map(({ path: at, message, unknown }) => {
    const meant = unknown === undefined ? null : nearest(unknown, operators)
    return error(at, meant ? `is not an operator; did you mean "${meant}"?` : message)
  })
