import { useMemo } from 'react'
import { hooksOf } from '../../../shared/pipeline/edit/edit-hooks.ts'
import type { Problem } from '../../../shared/problem.ts'
import { hookProblems } from '../../hooks-editor/hook-problems.ts'
import { eventsOf, type HookText } from '../../hooks-editor/hook-text.ts'
import { HooksEditor } from '../../hooks-editor/hooks-editor.tsx'
import { words as hookWords } from '../../hooks-editor/words.ts'
import { Section } from '../../ui/section.tsx'
import { words } from './words.ts'

type Props = { source: string; problems: readonly Problem[]; onChange(hooks: readonly HookText[]): void }

/** The hooks of the manifest below the drawing of its steps; the text follows. */
export function PipelineHooks({ source, problems, onChange }: Props) {
  const hooks = useMemo(() => hooksOf(source), [source])
  return (
    <div className="max-h-[60%] shrink-0 overflow-auto px-3">
      <Section
        title={hookWords.title}
        summary={hooks === null || hooks.length === 0 ? hookWords.none : hookWords.summary(hooks.flatMap(eventsOf))}
        checked={null}
        invalid={false}
      >
        <p className="text-sm text-ink-3">{hooks === null ? words.unreadableHooks : hookWords.note}</p>
        {hooks && <HooksEditor hooks={hooks} problemsOf={(at) => hookProblems(problems, `hooks[${at}]`)} onChange={onChange} />}
      </Section>
    </div>
  )
}
