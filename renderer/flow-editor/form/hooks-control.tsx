import type { Json } from '../../../shared/flow/reference.ts'
import { hookProblems } from '../../hooks-editor/hook-problems.ts'
import type { HookText } from '../../hooks-editor/hook-text.ts'
import { HooksEditor } from '../../hooks-editor/hooks-editor.tsx'
import type { ControlProps } from './control-props.ts'
import { useFormPlace } from './form-place.tsx'
import { under } from './problems-of-fields.ts'

/** What follows the start and the ends of a run. */
export function HooksControl({ value, onChange }: ControlProps) {
  const { at, problems } = useFormPlace()
  return (
    <HooksEditor
      hooks={Array.isArray(value) ? (value as HookText[]) : []}
      problemsOf={(hook) => hookProblems(problems, under(at, ['hooks', hook]))}
      placeOf={(hook) => under(at, ['hooks', hook])}
      onChange={(next) => onChange(next.length === 0 ? undefined : (next as unknown as Json))}
    />
  )
}
