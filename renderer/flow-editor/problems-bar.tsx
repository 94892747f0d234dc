import { type Problem, pathText } from '../../shared/problem.ts'
import { ProblemList } from '../source-editor/problem-list.tsx'
import { goToLine } from './code-place.ts'
import { focusField } from './field-focus.ts'
import type { FlowText } from './flow-text.ts'
import { flowFields } from './form/fields.ts'
import { isWithin } from './form/problems-of-fields.ts'
import { nodeOfPath, pathOfNode } from './place-of-node.ts'

/** What is wrong in the flow. Choosing one chooses its node, and focuses the field and the line; the text is opened where there is no field. */
export function ProblemsBar({ flowText, onCode }: { flowText: FlowText; onCode(): void }) {
  const choose = (problem: Problem): void => {
    const node = nodeOfPath(problem.path, flowText.value)
    flowText.select(node === null ? [] : [node])
    goToLine(problem)
    // A text that cannot be read has no fields, and no form has an unknown one: only the text shows it.
    if (node === null && !Object.hasOwn(flowFields, /^\w*/.exec(problem.path)?.[0] ?? '')) return onCode()
    const at = node === null ? '' : pathText(pathOfNode(node))
    focusField(isWithin(problem.path, at) ? problem.path : at)
  }
  return (
    <div className="px-2.5 py-1">
      <ProblemList problems={flowText.problems} onChoose={choose} />
    </div>
  )
}
