import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import type { Job } from '../../../shared/model/job.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { KeyUse } from '../../ui/key-hint.tsx'
import { isPressOf } from '../../ui/keys.ts'
import { BodyFields } from './form/body-fields.tsx'
import type { Form } from './form/form.ts'
import { SettingFields } from './form/setting-fields.tsx'
import { type RunOutput, type TestRun, TestRunPane } from './test-run.tsx'
import type { JobEditor } from './use-job-editor.ts'
import { words } from './words.ts'

type Props = {
  job: Job | null
  editor: JobEditor
  test: TestRun
  startTest(): void
  output: RunOutput
  /** The tab was opened in order to write. */
  focusAsked: RefObject<boolean>
}

/** The script and its settings; a test run shows its output under it. */
export function ScriptTab({ job, editor, test, startTest, output, focusAsked }: Props) {
  const { form, shown: problems, root, edit, save } = editor
  const kind = useRef(form.kind)
  kind.current = form.kind
  useEffect(() => {
    if (!focusAsked.current) return
    focusAsked.current = false
    return focusSoon(() => focusBody(root.current, kind.current))
  }, [focusAsked, root])
  // In the capture phase: the script's editor has a use of its own for the key.
  const testOnKey = (event: KeyboardEvent) => {
    if (!isPressOf('test', event)) return
    event.preventDefault()
    event.stopPropagation()
    startTest()
  }
  return (
    <form
      ref={root}
      aria-label={job === null ? words.newJob : words.editor.title(job.name)}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDownCapture={testOnKey}
      className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_320px] max-[960px]:grid-cols-[minmax(0,1fr)_260px] max-[640px]:block max-[640px]:overflow-auto"
    >
      <div className="flex min-h-0 flex-col max-[640px]:min-h-[75vh]">
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-4">
          <BodyFields form={form} problems={problems} edit={edit} />
        </div>
        {test.id !== null && <TestRunPane key={test.id} id={test.id} output={output} close={test.close} />}
      </div>
      <aside
        aria-label={words.editor.settings}
        className="min-h-0 overflow-auto border-rule bg-bg p-4 max-[640px]:border-t min-[641px]:border-l"
      >
        {job !== null && (
          <div className="mb-4">
            <Field label={words.editor.note}>
              <TextInput
                placeholder={words.editor.notePlaceholder}
                maxLength={2_000}
                value={editor.note}
                onChange={editor.setNote}
              />
            </Field>
          </div>
        )}
        <SettingFields jobId={job?.id ?? null} form={form} problems={problems} edit={edit} />
        <p className="mt-4 text-sm text-ink-3">
          <KeyUse of="save" text={words.editor.keySaves} />
          <KeyUse of="test" text={words.editor.keyTests} />
          {words.editor.kept}
        </p>
      </aside>
    </form>
  )
}

/**
 * Focuses the script, which lies in a shadow root, or the first field of another kind of body. False: it is not there yet,
 * because the editor of scripts is loaded when it is first shown.
 */
export function focusBody(root: HTMLElement | null, kind: Form['kind']): boolean {
  const hosts = [...(root?.querySelectorAll('[data-body] div') ?? [])]
  const script = hosts.find(({ shadowRoot }) => shadowRoot)?.shadowRoot?.querySelector<HTMLElement>('.cm-content')
  const field = kind === 'script' ? script : root?.querySelector<HTMLElement>('[data-body] input')
  field?.focus()
  return field != null
}

/** Tries again with each frame until the field is there, or the tab is left. */
function focusSoon(tryIt: () => boolean): () => void {
  let frame = 0
  const next = () => {
    frame = tryIt() ? 0 : requestAnimationFrame(next)
  }
  next()
  return () => cancelAnimationFrame(frame)
}
