import { Copy, Ellipsis, Pencil, Play, Square, Trash2 } from 'lucide-react'
import { useLocation } from 'wouter'
import type { JobSummary } from '../../../shared/model/run.ts'
import { client } from '../../api/client.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { duplicateJob, removeJob, runJob } from './actions.ts'

export function JobActions({ job }: { job: JobSummary }) {
  const [, go] = useLocation()
  const active = job.lastRuns.findLast(({ status }) => status === 'running' || status === 'queued')
  const stop = () =>
    active && client.runs.cancel({ ref: active.id }).catch((error: unknown) => toastError('It was not stopped', error))
  return (
    <span className="inline-flex items-center gap-1">
      {active ? (
        <Button small onClick={stop} aria-label={`Stop ${job.name}`}>
          <Square aria-hidden="true" className="size-3" />
          Stop
        </Button>
      ) : (
        <Button small disabled={!job.enabled} onClick={() => void runJob(job)} aria-label={`Run ${job.name}`}>
          <Play aria-hidden="true" className="size-3" />
          Run
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={`More for ${job.name}`} className="size-6!">
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        {active && job.enabled && (
          <MenuItem onSelect={() => void runJob(job)}>
            <Play aria-hidden="true" className="size-3.5" /> Run once more
          </MenuItem>
        )}
        <MenuItem onSelect={() => go(`/jobs/${job.id}`)}>
          <Pencil aria-hidden="true" className="size-3.5" /> Edit
        </MenuItem>
        <MenuItem onSelect={() => void duplicateJob(job).then((copy) => copy && go(`/jobs/${copy.id}`))}>
          <Copy aria-hidden="true" className="size-3.5" /> Duplicate
        </MenuItem>
        <MenuItem danger onSelect={() => void removeJob(job)}>
          <Trash2 aria-hidden="true" className="size-3.5" /> Delete
        </MenuItem>
      </Menu>
    </span>
  )
}
