import { eventsOf, type HookProblem } from '../../../hooks-editor/hook-text.ts'
import { HooksEditor } from '../../../hooks-editor/hooks-editor.tsx'
import { words } from '../../../hooks-editor/words.ts'
import { Section } from '../../../ui/section.tsx'
import type { FieldsProps } from './form.ts'
import { HookTest } from './hook-test.tsx'
import { words as allWords } from './words.ts'

type Props = FieldsProps & { jobId: string | null }

/** What follows the events of a run. */
export function HooksSection({ form: { hooks }, problems, edit, jobId }: Props) {
  return (
    <Section
      checked={problems}
      title={words.title}
      summary={hooks.length === 0 ? allWords.none : words.summary(hooks.flatMap(eventsOf))}
      invalid={Object.keys(problems).some((field) => field.startsWith('hooks'))}
    >
      <p className="text-sm text-ink-3">{words.note}</p>
      <HooksEditor
        hooks={hooks}
        problemsOf={(at) => problemsOf(problems, at)}
        onChange={(next) => edit({ hooks: next })}
        extra={(hook) => <HookTest hook={hook} jobId={jobId} />}
      />
      {problems['hooks'] !== undefined && <p className="text-sm text-bad">{problems['hooks']}</p>}
    </Section>
  )
}

const problemsOf = (problems: Record<string, string>, at: number): HookProblem[] =>
  Object.entries(problems).flatMap(([place, message]) => {
    const [list, index, field = ''] = place.split('.')
    return list === 'hooks' && index === String(at) ? [{ field, message }] : []
  })
