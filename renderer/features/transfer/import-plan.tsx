import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ImportPlan, PlannedJob } from '../../../shared/import/plan.ts'
import { client, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { Check } from '../../ui/section.tsx'
import type { Done } from './import-outcome.tsx'
import { disable, type Original, originalsOf, planOf } from './sources.ts'
import { words } from './words.ts'

/** The jobs that would be imported, how they differ from the originals, and what cannot be imported. */
export function Plan({ original, onDone }: { original: Original; onDone(done: Done): void }) {
  const [enabled, setEnabled] = useState(true)
  const [disables, setDisables] = useState(false)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const plan = useMemo<ImportPlan>(() => planOf(original, enabled), [original, enabled])
  const common = commonDifferences(plan.planned)
  const wanted = plan.planned.filter(({ source }) => !left.has(source))

  const start = useMutation({
    meta: { failed: words.notImported },
    async mutationFn(): Promise<Done> {
      const jobs = wanted.map(({ job, schedules, triggers }) => ({ job, schedules, triggers }))
      const { items: results } = await client.imports.take({ jobs })
      const made = wanted.filter((_, index) => results[index]?.message === null)
      const originals = original.isOwn && disables ? originalsOf(original, made) : null
      // The jobs exist, whether or not the originals could be disabled.
      const problem = originals === null ? null : await disable(originals).then(() => null, messageOf)
      return { results, disabled: problem === null ? originals : null, notDisabled: problem }
    },
    onSuccess: onDone,
  })

  return (
    <>
      {plan.planned.length > 0 && (
        <section aria-label={words.planned} className="rounded-md border border-rule">
          <ul className="divide-y divide-rule">
            {plan.planned.map((planned) => (
              <PlannedRow
                key={planned.source}
                planned={planned}
                differences={planned.differences.filter((text) => !common.includes(text))}
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
      {common.length > 0 && (
        <section aria-label={words.inCommon}>
          <h2 className="mb-1 text-sm font-medium text-ink-2">{words.inCommon}</h2>
          <ul className="ml-4 list-disc text-sm text-ink-2">
            {common.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      {plan.problems.length > 0 && (
        <section aria-label={words.problems}>
          <h2 className="mb-1 text-sm font-medium text-ink-2">{words.problems}</h2>
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
      {plan.planned.length === 0 && plan.problems.length === 0 && <p className="text-ink-2">{words.nothing}</p>}
      {plan.planned.length > 0 && (
        <div className="flex flex-col gap-3">
          <Check checked={enabled} onChange={setEnabled}>
            {words.enable}
          </Check>
          {original.isOwn && (
            <Check checked={disables} onChange={setDisables}>
              {words.disableOwn[original.kind]}
            </Check>
          )}
          <div>
            <Button look="primary" disabled={start.isPending || wanted.length === 0} onClick={() => start.mutate()}>
              {words.importJobs(wanted.length)}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}

/** The differences that every one of several jobs has. */
function commonDifferences([first, ...others]: PlannedJob[]): string[] {
  if (first === undefined || others.length === 0) return []
  return first.differences.filter((text) => others.every(({ differences }) => differences.includes(text)))
}

type RowProps = { planned: PlannedJob; differences: string[]; checked: boolean; onChange(on: boolean): void }

function PlannedRow({ planned: { source, job, when, preview }, differences, checked, onChange }: RowProps) {
  return (
    <li className="px-3 py-2">
      <Check checked={checked} onChange={onChange}>
        <span className="font-medium">{job.name}</span>
        <span className="ml-2 text-ink-3">{source}</span>
      </Check>
      <div className="mt-0.5 ml-6">
        <p className="text-sm text-ink-2">{when}</p>
        <code className="block font-mono text-sm break-all whitespace-pre-wrap text-ink-2">{preview}</code>
        {job.stdin?.from === 'text' && (
          <p className="flex min-w-0 gap-1.5 text-sm text-ink-3">
            {words.standardInput}
            <Name className="min-w-0 font-mono text-ink-2">{job.stdin.text.replaceAll('\n', ' ↵ ')}</Name>
          </p>
        )}
        {differences.length > 0 && (
          <details className="mt-1 text-sm">
            <summary className="cursor-default text-warn">{words.differences(differences.length)}</summary>
            <ul className="mt-1 ml-4 list-disc text-ink-2">
              {differences.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  )
}
