import { type ReactNode, Suspense } from 'react'
import type { Problem } from '../../shared/problem.ts'
import { CodeEditorPlace, LazyCodeEditor } from '../ui/code-editor.tsx'
import type { CodeEditorProps, Completions, Language } from '../ui/code-editor-props.ts'
import { Field, TextInput } from '../ui/field.tsx'
import { ProblemList } from './problem-list.tsx'
import type { CodePlace } from './use-code-place.ts'
import type { SourceEditor } from './use-source-editor.ts'
import { type Kind, words } from './words.ts'

type Props = {
  editor: Pick<SourceEditor<unknown>, 'form' | 'edit' | 'shown' | 'root'>
  kind: Kind
  /** What the text is called. */
  label: string
  language: Language
  completions: Completions
  problems: Problem[]
  readOnly?: boolean
  /** What the person says about the version that saving makes. */
  note?: { value: string; set(note: string): void } | undefined
  place: CodePlace
  /** How the text goes together with what stands beside it. */
  code: Pick<CodeEditorProps, 'marked' | 'onCursor' | 'undo' | 'onChange'>
  /** What stands beside the text. */
  children: ReactNode
}

/** A name, a text with what is wrong in it, and what it makes beside them. */
export function SourceForm(props: Props) {
  const { editor, kind, label, language, completions, problems, readOnly = false, note, place, code, children } = props
  const { form, edit, shown, root } = editor
  return (
    <form
      ref={root}
      onSubmit={(event) => event.preventDefault()}
      className="flex min-h-0 flex-1 max-[640px]:flex-col max-[640px]:overflow-auto"
    >
      <div className="flex w-1/2 min-w-0 flex-col gap-2 border-rule p-4 max-[640px]:min-h-[75vh] max-[640px]:w-full max-[640px]:border-b min-[641px]:border-r">
        <Field label={words.name} error={shown['name']}>
          <TextInput
            placeholder={words.kinds[kind].nameHint}
            maxLength={120}
            value={form.name}
            onChange={(name) => edit({ name })}
          />
        </Field>
        {note && (
          <Field label={words.note}>
            <TextInput placeholder={words.notePlaceholder} maxLength={2_000} value={note.value} onChange={note.set} />
          </Field>
        )}
        {/* That there are no problems is said once the text is there to be looked at. */}
        <Suspense fallback={<CodeEditorPlace />}>
          <div className="min-h-0 flex-1">
            <LazyCodeEditor
              value={form.source}
              language={language}
              label={label}
              invalid={false}
              completions={completions}
              cursor={place.cursor}
              readOnly={readOnly}
              {...code}
            />
          </div>
          <ProblemList problems={problems} onChoose={({ line, column }) => line !== undefined && place.goTo(line, column)} />
        </Suspense>
      </div>
      {children}
    </form>
  )
}
