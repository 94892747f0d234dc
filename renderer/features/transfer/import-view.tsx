import { useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { ImportPlan, PlannedJob } from '../../../shared/import/plan.ts'
import type { ImportResult } from '../../../shared/model/import.ts'
import { client, codeOf, messageOf, queryClient } from '../../api/client.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Field, Select, TextArea } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Check } from '../../ui/section.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import {
  disable,
  type Original,
  type Originals,
  originalsOf,
  planOf,
  readFiles,
  readOwn,
  restore,
  type Source,
  sources,
} from './sources.ts'

type Done = { results: ImportResult[]; disabled: Originals | null; notDisabled: string | null }

/** Three steps on one page: what to take over, what comes of it, and what became of it. */
export function ImportView() {
  const [source, setSource] = useState<Source>('crontab')
  const [original, setOriginal] = useState<Original | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [tries, setTries] = useState(0)
  const [done, setDone] = useState<Done | null>(null)

  useEffect(() => {
    let isWanted = true
    setOriginal(null)
    setProblem(null)
    if (source === 'crontab' || source === 'systemd')
      readOwn(source).then(
        (read) => isWanted && setOriginal(read),
        (error: unknown) => isWanted && setProblem(messageOf(error)),
      )
    return () => {
      isWanted = false
    }
  }, [source, tries])

  const again = () => {
    setDone(null)
    setTries(tries + 1)
  }
  if (done) return <Outcome done={done} onAgain={again} />
  return (
    <div className="flex max-w-[860px] flex-col gap-4 p-4 pb-10">
      <Field label="Take over">
        <Select<Source> value={source} options={sources} onChange={setSource} className="max-w-72" />
      </Field>
      {source === 'text' && <CrontabText onRead={setOriginal} />}
      {source === 'files' && <UnitFiles onRead={setOriginal} />}
      {problem !== null && <Problem message={problem} retry={() => setTries(tries + 1)} />}
      {original === null && problem === null && (source === 'crontab' || source === 'systemd') && <SkeletonRows rows={3} />}
      {original !== null && <Plan key={keyOf(original)} original={original} onDone={setDone} />}
    </div>
  )
}

/** What was not wanted of one text says nothing of another. */
const keyOf = (original: Original): string =>
  original.kind === 'crontab' ? `${original.form} ${original.text}` : original.files.map(({ name }) => name).join(' ')

function CrontabText({ onRead }: { onRead(original: Original | null): void }) {
  const [text, setText] = useState('')
  const [isSystem, setSystem] = useState(false)
  const settled = useSettled(text)
  useEffect(() => {
    onRead(settled.trim() === '' ? null : { kind: 'crontab', text: settled, isOwn: false, form: isSystem ? 'system' : 'user' })
  }, [settled, isSystem, onRead])
  return (
    <>
      <Field label="Crontab" hint="Paste it here, or open a file">
        <TextArea rows={7} value={text} onChange={setText} placeholder="30 2 * * 1-5  /usr/local/bin/backup" />
      </Field>
      <div className="flex items-center gap-4">
        <FileButton label="Open a file" onFiles={async (files) => setText((await readFiles(files))[0]?.text ?? '')} />
        <Check checked={isSystem} onChange={setSystem}>
          It names a user in each line, as /etc/crontab does
        </Check>
      </div>
    </>
  )
}

function UnitFiles({ onRead }: { onRead(original: Original | null): void }) {
  return (
    <div className="flex items-center gap-3">
      <FileButton
        label="Choose files"
        multiple
        onFiles={async (list) => onRead({ kind: 'systemd', files: await readFiles(list), isOwn: false })}
      />
      <span className="text-sm text-ink-3">The .timer files, and the .service files they start</span>
    </div>
  )
}

function FileButton({
  label,
  multiple,
  onFiles,
}: {
  label: string
  multiple?: boolean
  onFiles(files: FileList): Promise<void>
}) {
  return (
    <label className={buttonClass()}>
      {label}
      <input
        type="file"
        multiple={multiple ?? false}
        className="sr-only"
        onChange={({ target }) => {
          if (target.files && target.files.length > 0)
            onFiles(target.files).catch((error: unknown) => toastError('The file could not be read', error))
        }}
      />
    </label>
  )
}

const isOwnWord = { crontab: 'Comment these lines out in my crontab', systemd: 'Disable these timers' }

/** What comes of it: which of it is wanted, and what is not the same. */
function Plan({ original, onDone }: { original: Original; onDone(done: Done): void }) {
  const [enabled, setEnabled] = useState(true)
  const [disables, setDisables] = useState(false)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const plan = useMemo<ImportPlan>(() => planOf(original, enabled), [original, enabled])
  const wanted = plan.planned.filter(({ source }) => !left.has(source))

  const start = async () => {
    setBusy(true)
    try {
      const jobs = wanted.map(({ job, schedules, triggers }) => ({ job, schedules, triggers }))
      const { items: results } = await client.imports.take({ jobs })
      const made = wanted.filter((_, index) => results[index]?.message === null)
      const originals = original.isOwn && disables ? originalsOf(original, made) : null
      // The jobs are there, whatever becomes of what they were made of.
      const problem = originals === null ? null : await disable(originals).then(() => null, messageOf)
      await queryClient.invalidateQueries()
      onDone({ results, disabled: problem === null ? originals : null, notDisabled: problem })
    } catch (error) {
      toastError('It was not imported', error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      {plan.planned.length > 0 && (
        <section aria-label="What is taken over" className="rounded-md border border-rule">
          <ul className="divide-y divide-rule">
            {plan.planned.map((planned) => (
              <PlannedRow
                key={planned.source}
                planned={planned}
                checked={!left.has(planned.source)}
                onChange={(on) => {
                  const next = new Set(left)
                  if (on) next.delete(planned.source)
                  else next.add(planned.source)
                  setLeft(next)
                }}
              />
            ))}
          </ul>
        </section>
      )}
      {plan.problems.length > 0 && (
        <section aria-label="What cannot be taken over">
          <h2 className="mb-1 text-sm font-medium text-ink-2">Cannot be taken over</h2>
          <ul className="flex flex-col gap-1.5">
            {plan.problems.map(({ source, text, message }) => (
              <li key={`${source} ${text}`} className="text-sm">
                <span className="font-medium">{source}</span> <code className="font-mono text-ink-2">{text.trim()}</code>
                <span className="block text-bad">{message}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {plan.planned.length === 0 && plan.problems.length === 0 && <p className="text-ink-2">There is nothing in it that runs.</p>}
      {plan.planned.length > 0 && (
        <div className="flex flex-col gap-3">
          <Check checked={enabled} onChange={setEnabled}>
            Turn them on at once
          </Check>
          {original.isOwn && (
            <Check checked={disables} onChange={setDisables}>
              {isOwnWord[original.kind]}, so that nothing runs twice. It can be taken back
            </Check>
          )}
          <div>
            <Button look="primary" disabled={busy || wanted.length === 0} onClick={() => void start()}>
              {wanted.length === 1 ? 'Import 1 job' : `Import ${wanted.length} jobs`}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}

function PlannedRow({ planned, checked, onChange }: { planned: PlannedJob; checked: boolean; onChange(on: boolean): void }) {
  const { source, job, when, preview, differences } = planned
  return (
    <li className="px-3 py-2">
      <Check checked={checked} onChange={onChange}>
        <span className="font-medium">{job.name}</span>
        <span className="ml-2 text-ink-3">{source}</span>
      </Check>
      <div className="mt-0.5 ml-6">
        <p className="text-sm text-ink-2">{when}</p>
        <code className="block font-mono text-sm break-all whitespace-pre-wrap text-ink-2">{preview}</code>
        {differences.length > 0 && (
          <details className="mt-1 text-sm">
            <summary className="cursor-default text-warn">
              {differences.length === 1 ? 'One thing is not the same' : `${differences.length} things are not the same`}
            </summary>
            <ul className="mt-1 ml-4 list-disc text-ink-2">
              {differences.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  )
}

/** What became of it, and the way back. */
function Outcome({ done: { results, disabled, notDisabled }, onAgain }: { done: Done; onAgain(): void }) {
  const [busy, setBusy] = useState(false)
  const made = results.flatMap(({ jobId }) => jobId ?? [])
  const failed = results.filter(({ message }) => message !== null)
  const takeBack = async () => {
    setBusy(true)
    try {
      if (disabled !== null) await restore(disabled)
      for (const ref of made) await removeIfThere(ref)
      toast('The import was taken back')
      onAgain()
    } catch (error) {
      toastError('It was not taken back in full', error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex max-w-[720px] flex-col gap-4 p-4">
      <p role="status" className="text-lg font-semibold">
        {made.length === 1 ? '1 job was imported' : `${made.length} jobs were imported`}
      </p>
      {notDisabled !== null && <p className="text-bad">What they were made of still runs, too: {notDisabled}</p>}
      {disabled !== null && (
        <p className="text-ink-2">
          {disabled.kind === 'crontab' ? 'Their lines are commented out in your crontab.' : 'Their timers are disabled.'}
        </p>
      )}
      {failed.length > 0 && (
        <ul aria-label="Not imported" className="flex flex-col gap-1">
          {failed.map(({ name, message }) => (
            <li key={name}>
              <span className="font-medium">{name}</span> <span className="text-bad">{message}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Link href="/jobs" className={buttonClass('primary')}>
          See the jobs
        </Link>
        {made.length > 0 && (
          <Button disabled={busy} onClick={() => void takeBack()}>
            Take the import back
          </Button>
        )}
        <Button look="quiet" onClick={onAgain}>
          Import more
        </Button>
      </div>
    </div>
  )
}

/** One that somebody deleted meanwhile is gone as well. */
async function removeIfThere(ref: string): Promise<void> {
  try {
    await client.jobs.remove({ ref })
  } catch (error) {
    if (codeOf(error) !== 'not-found') throw error
  }
}
