import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Body } from '../../../shared/model/job.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api, messageOf } from '../../api/client.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'

const linkClass = 'font-medium text-accent hover:underline'

/** The version that a run was pinned to, and the way to what it said. */
export function VersionFact({ run }: { run: RunDetail }) {
  const [open, setOpen] = useState(false)
  if (run.version === null) return null
  if (run.flow !== null)
    return (
      <Link href={`/flows/${encodeURIComponent(run.flow)}?version=${run.version}`} className={linkClass}>
        {run.version}
      </Link>
    )
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} title="Show what this run executed" className={linkClass}>
        {run.version}
      </button>
      {open && <VersionDialog run={run} onClose={() => setOpen(false)} />}
    </>
  )
}

function VersionDialog({ run, onClose }: { run: RunDetail; onClose(): void }) {
  const { data, error, refetch } = useQuery(api.runs.spec.queryOptions({ input: { ref: run.id } }))
  return (
    <Dialog open onClose={onClose} title={`${run.title}, version ${run.version}`}>
      {error && <Problem message={`Could not read the version. ${messageOf(error)}`} retry={() => void refetch()} />}
      {data && (
        <div className="flex flex-col gap-2">
          <p className="text-sm text-ink-2">
            {headOf(data.body)}
            {data.cwd !== null && ` in ${data.cwd}`}
          </p>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
            tabIndex={0}
            className="max-h-[50vh] overflow-auto rounded-md bg-sunken p-3 font-mono text-sm whitespace-pre-wrap"
          >
            {textOf(data.body)}
          </pre>
        </div>
      )}
    </Dialog>
  )
}

function headOf(body: Body): string {
  switch (body.kind) {
    case 'script':
      return `Script, run by ${body.interpreter.join(' ')}`
    case 'command':
      return 'Command'
    case 'http':
      return 'HTTP request'
    case 'builtin':
      return 'Function'
    case 'flow':
      return 'Flow'
  }
}

function textOf(body: Body): string {
  switch (body.kind) {
    case 'script':
      return body.script
    case 'command':
      return [body.command, ...body.args].join(' ')
    case 'http':
    case 'builtin':
    case 'flow':
      return JSON.stringify(body, null, 2)
  }
}
