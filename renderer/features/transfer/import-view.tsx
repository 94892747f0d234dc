import { useEffect, useState } from 'react'
import { messageOf } from '../../api/client.ts'
import { markFirstStep } from '../../first-steps.ts'
import { Empty } from '../../ui/empty.tsx'
import { Field, Select, TextArea } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Check } from '../../ui/section.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { type Done, Outcome } from './import-outcome.tsx'
import { Plan } from './import-plan.tsx'
import { NothingFound, type Original, readFiles, readOwn, type Source } from './sources.ts'
import { words } from './words.ts'

/** The steps of an import on one page: the source, the plan, and the outcome. */
export function ImportView() {
  const [source, setSource] = useState<Source>('crontab')
  const [original, setOriginal] = useState<Original | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [tries, setTries] = useState(0)
  const [done, setDone] = useState<Done | null>(null)

  useEffect(() => {
    let isWanted = true
    setOriginal(null)
    setProblem(null)
    if (source === 'crontab' || source === 'systemd')
      readOwn(source).then(
        (read) => isWanted && setOriginal(read),
        (error: unknown) => isWanted && setProblem(error),
      )
    return () => {
      isWanted = false
    }
  }, [source, tries])

  const imported = (outcome: Done) => {
    setDone(outcome)
    markFirstStep('import')
  }
  const again = () => {
    setDone(null)
    setTries(tries + 1)
  }
  if (done) return <Outcome done={done} onAgain={again} />
  return (
    <div className="flex max-w-[860px] flex-col gap-4 p-4 pb-10">
      <Field label={words.from}>
        <Select<Source> value={source} options={words.sources} onChange={setSource} className="max-w-72" />
      </Field>
      {source === 'text' && <CrontabText onRead={setOriginal} />}
      {source === 'files' && <UnitFiles onRead={setOriginal} />}
      {problem instanceof NothingFound && (source === 'crontab' || source === 'systemd') && (
        <Empty title={words.noneOwn[source]}>{words.noneOwnText(problem.message)}</Empty>
      )}
      {problem !== null && !(problem instanceof NothingFound) && (
        <Problem message={messageOf(problem)} retry={() => setTries(tries + 1)} />
      )}
      {original === null && problem === null && (source === 'crontab' || source === 'systemd') && <SkeletonRows rows={3} />}
      {original !== null && <Plan key={keyOf(original)} original={original} onDone={imported} />}
    </div>
  )
}

/** Another text gets a plan of its own: which of its jobs are left out starts anew. */
const keyOf = (original: Original): string =>
  original.kind === 'crontab' ? `${original.form} ${original.text}` : original.files.map(({ name }) => name).join(' ')

function CrontabText({ onRead }: { onRead(original: Original | null): void }) {
  const [text, setText] = useState('')
  const [isSystem, setSystem] = useState(false)
  const typed = useDebounced(text)
  useEffect(() => {
    onRead(typed.trim() === '' ? null : { kind: 'crontab', text: typed, isOwn: false, form: isSystem ? 'system' : 'user' })
  }, [typed, isSystem, onRead])
  return (
    <>
      <Field label={words.crontab} hint={words.crontabHint}>
        <TextArea rows={7} value={text} onChange={setText} placeholder={words.crontabExample} />
      </Field>
      <div className="flex items-center gap-4">
        <FileButton
          label={words.crontabFile}
          onFiles={(files) => void readFiles(files).then(([file]) => setText(file?.text ?? ''), notRead)}
        >
          {words.openFile}
        </FileButton>
        <Check checked={isSystem} onChange={setSystem}>
          {words.isSystem}
        </Check>
      </div>
    </>
  )
}

const notRead = (error: unknown): void => toastError(words.unreadableFile, error)

function UnitFiles({ onRead }: { onRead(original: Original | null): void }) {
  return (
    <div className="flex items-center gap-3">
      <FileButton
        label={words.unitFiles}
        multiple
        onFiles={(list) => void readFiles(list).then((files) => onRead({ kind: 'systemd', files, isOwn: false }), notRead)}
      >
        {words.chooseFiles}
      </FileButton>
      <span className="text-sm text-ink-3">{words.unitFilesHint}</span>
    </div>
  )
}
