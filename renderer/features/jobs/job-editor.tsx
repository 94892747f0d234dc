import { FlaskConical, Play } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { Job } from '../../../shared/model/job.ts'
import { EditorNotice } from '../../editor/editor-notice.tsx'
import { EditorMissing } from '../../editor/editor-waiting.tsx'
import { saveButtons } from '../../editor/save-buttons.ts'
import { FavoriteStar } from '../../favorites/favorite-star.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import { KeyUse, useKeyTitle } from '../../ui/key-hint.tsx'
import { isModal, isPressOf, useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { runJob } from './actions.ts'
import { BodyFields } from './form/body-fields.tsx'
import { SettingFields } from './form/setting-fields.tsx'
import { HeatMap } from './heat-map.tsx'
import { RecentRuns } from './recent-runs.tsx'
import { type RunOutput, TestRunPane, useTestRun } from './test-run.tsx'
import { useJobEditor } from './use-job-editor.ts'
import { useJobMenu } from './use-job-menu.ts'
import { words } from './words.ts'

type Props = { job: Job | null; isDeleted: boolean; beside: ReactNode; output: RunOutput }

/** Edits a job, or makes a new one; a test run shows its output under the script. */
export function JobEditor({ job, isDeleted, beside, output }: Props) {
  const [, go] = useLocation()
  const editor = useJobEditor(job, isDeleted)
  const { form, shown: problems, isChanged, root, edit, save, draftNamed } = editor
  const test = useTestRun()
  const menu = useJobMenu(job)
  const testTitle = useKeyTitle(words.editor.testHint, 'test')
  const runLabel = isChanged ? words.editor.saveAndRun : words.run
  const runTitle = useKeyTitle(runLabel, 'runJob')
  const startTest = () => void test.start(draftNamed(words.editor.unnamed))
  // In the capture phase: the script's editor has a use of its own for the key.
  const testOnKey = (event: KeyboardEvent) => {
    if (!isPressOf('test', event)) return
    event.preventDefault()
    event.stopPropagation()
    startTest()
  }
  const run = async () => {
    const target = isChanged ? await save() : job
    const started = target && (await runJob(target))
    if (started) go(`/runs/${started.number}`)
  }
  useKeys({
    save: () => void save(),
    runJob: () => void (job && form.enabled && run()),
    editBody: () => focusBody(root.current),
    test: () => void (isModal() || startTest()),
  })

  const runButton = {
    ...{ name: runLabel, longestName: words.editor.saveAndRun, icon: Play, title: runTitle },
    ...{ isDisabled: !form.enabled, act: run },
  }
  if (editor.isGone) return <EditorMissing title={words.job} kind="job" />
  return (
    <Page
      title={job?.name ?? words.newJob}
      heading={<Heading job={job} />}
      mark={job && <FavoriteStar kind="job" id={job.id} name={job.name} />}
      actions={
        <HeaderActions
          buttons={[
            { name: words.test.testRun, icon: FlaskConical, title: testTitle, act: startTest },
            ...(job ? [runButton] : []),
            ...saveButtons(editor, words.editor.save),
          ]}
          menu={menu}
        />
      }
      notice={<EditorNotice editor={editor} />}
    >
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
          {beside}
          <SettingFields form={form} problems={problems} edit={edit} />
          {job && <RecentRuns jobId={job.id} name={job.name} />}
          {job && <HeatMap jobId={job.id} />}
          <p className="mt-4 text-sm text-ink-3">
            <KeyUse of="save" text={words.editor.keySaves} />
            <KeyUse of="test" text={words.editor.keyTests} />
            {words.editor.kept}
          </p>
        </aside>
      </form>
    </Page>
  )
}

const Heading = ({ job }: { job: Job | null }) => (
  <Crumbs
    way={[[words.jobs, '/jobs']]}
    note={
      job && (
        <Link href={`/jobs/${job.id}/versions`} title={words.editor.showVersions} className="hover:underline">
          {words.editor.version(job.version)}
        </Link>
      )
    }
  >
    {job?.name ?? words.newJob}
  </Crumbs>
)

/** Focuses the script, which lies in a shadow root, or the first field of another kind of body. */
function focusBody(root: HTMLElement | null): void {
  const hosts = [...(root?.querySelectorAll('[data-body] div') ?? [])]
  const script = hosts.find(({ shadowRoot }) => shadowRoot)?.shadowRoot?.querySelector<HTMLElement>('.cm-content')
  const field = script ?? root?.querySelector<HTMLElement>('[data-body] input')
  field?.focus()
}
