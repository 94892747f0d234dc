import { FlaskConical, Pencil, Play } from 'lucide-react'
import { useRef } from 'react'
import { Link, useLocation } from 'wouter'
import type { JobDetail } from '../../../shared/model/job.ts'
import { DefinitionPage } from '../../definition/definition-page.tsx'
import { definitionHref } from '../../definition/links.ts'
import { type DefinitionTab, jobTabs } from '../../definition/tabs.ts'
import { EditorMissing } from '../../editor/editor-waiting.tsx'
import { discardActions, saveButton } from '../../editor/save-buttons.ts'
import type { HeaderButton } from '../../ui/header-actions.tsx'
import { useKeyTitle } from '../../ui/key-hint.tsx'
import { isModal, useKeys } from '../../ui/keys.ts'
import type { Action } from '../../ui/table/action.ts'
import { useTab } from '../../ui/tabs.tsx'
import { runJob } from './actions.ts'
import { emptyForm, type Form } from './form/form.ts'
import type { JobParts } from './job-parts.ts'
import { JobStrip } from './job-strip.tsx'
import { JobVersions } from './job-versions.tsx'
import { JobOverview } from './overview/job-overview.tsx'
import { focusBody, ScriptTab } from './script-tab.tsx'
import { useTestRun } from './test-run.tsx'
import { useJobEditor } from './use-job-editor.ts'
import { useJobMenu } from './use-job-menu.ts'
import { words } from './words.ts'

/** `initial`: of a job that is not saved yet. */
type Props = { job: JobDetail | null; isDeleted: boolean; parts: JobParts; initial?: Form }

/** A job by its tabs, or a new one. The form is kept while another tab is open. */
export function JobEditor({ job, isDeleted, parts, initial = emptyForm }: Props) {
  const [, go] = useLocation()
  const editor = useJobEditor(job, isDeleted, initial)
  const { form, isChanged, root, save, draftNamed } = editor
  const test = useTestRun()
  const menu = useJobMenu(job)
  const tabs = jobTabs(job?.body)
  const [asked, setTab] = useTab<DefinitionTab>(tabs, test.id === null ? 'overview' : 'script')
  const tab = job === null ? 'script' : asked
  const focusAsked = useRef(false)
  const startTest = () => {
    if (job !== null) setTab('script')
    void test.start(draftNamed(words.editor.unnamed))
  }
  const edit = () => {
    if (tab === 'script') focusBody(root.current, form.kind)
    focusAsked.current = tab !== 'script'
    setTab('script')
  }
  const run = async () => {
    const target = isChanged ? await save() : job
    const started = target && (await runJob(target))
    if (started) go(`/runs/${started.number}`)
  }
  useKeys({
    save: () => void save(),
    runJob: () => void (job && form.enabled && run()),
    editBody: edit,
    test: () => void (tab === 'script' && !isModal() && startTest()),
  })

  const header = useHeader({ editor, isSaved: job !== null, onScript: tab === 'script', run, edit, startTest })
  if (editor.isGone) return <EditorMissing title={words.job} kind="job" name={job?.name ?? ''} restore={editor.restore} />
  return (
    <DefinitionPage
      kind="job"
      definition={job}
      title={job?.name ?? words.newJob}
      note={job && <VersionNote job={job} />}
      header={{ buttons: header.buttons, menu: [...header.menu, ...menu] }}
      editor={editor}
      strip={job && <JobStrip job={job} />}
      {...{ tabs, tab, onTab: setTab, parts }}
      overview={job && <JobOverview job={job} run={run} />}
      body={
        <ScriptTab job={job} editor={editor} test={test} startTest={startTest} output={parts.output} focusAsked={focusAsked} />
      }
      versions={job && <JobVersions job={job} />}
    />
  )
}

type Doing = {
  editor: ReturnType<typeof useJobEditor>
  isSaved: boolean
  onScript: boolean
  run(): unknown
  edit(): void
  startTest(): void
}

/**
 * Beside the script a person tests, and runs the job once it is saved; elsewhere they run it, or go to the script. With unsaved
 * changes, saving them is the main thing.
 */
function useHeader({ editor, isSaved, onScript, run, edit, startTest }: Doing): { buttons: HeaderButton[]; menu: Action[] } {
  const testTitle = useKeyTitle(words.editor.testHint, 'test')
  const runTitle = useKeyTitle(words.run, 'runJob')
  const editTitle = useKeyTitle(words.edit, 'editBody')
  const refusal = editor.form.enabled ? undefined : words.isDisabled(editor.form.name)
  const running: HeaderButton = {
    ...{ name: words.run, icon: Play, look: 'primary', title: runTitle },
    ...{ isDisabled: refusal !== undefined, act: run },
  }
  if (!onScript) return { buttons: [{ name: words.edit, icon: Pencil, title: editTitle, act: edit }, running], menu: [] }
  const test = { name: words.test.testRun, icon: FlaskConical, title: testTitle, act: startTest }
  const save = saveButton(editor, words.editor.save)
  if (!isSaved) return { buttons: [test, save], menu: discardActions(editor) }
  const saveAndRun: Action = { ...{ name: words.editor.saveAndRun, icon: Play, refusal }, act: run }
  return editor.isChanged
    ? { buttons: [test, save], menu: [saveAndRun, ...discardActions(editor)] }
    : { buttons: [test, { ...running, longestName: words.editor.save }], menu: [] }
}

const VersionNote = ({ job }: { job: JobDetail }) => (
  <Link href={definitionHref('job', job.id, 'versions')} title={words.editor.showVersions} className="hover:underline">
    {words.editor.version(job.version)}
  </Link>
)
