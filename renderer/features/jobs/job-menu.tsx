import { Copy, Ellipsis, History, ListChecks, SquareTerminal, Trash2 } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Job } from '../../../shared/model/job.ts'
import { runsOf } from '../../runs-of.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { duplicateJob, removeJob } from './actions.ts'
import { words } from './words.ts'

/** What else can be done with a job from its page. */
export function JobMenu({ job }: { job: Job }) {
  const [, go] = useLocation()
  return (
    <Menu
      trigger={
        <IconButton label={words.menu.more}>
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => go(runsOf('job', job.name))}>
        <ListChecks aria-hidden="true" className="size-3.5" /> {words.showRuns}
      </MenuItem>
      <MenuItem onSelect={() => go(`/jobs/${job.id}/versions`)}>
        <History aria-hidden="true" className="size-3.5" /> {words.menu.showVersions}
      </MenuItem>
      <MenuItem onSelect={() => void duplicateJob(job).then((copy) => copy && go(`/jobs/${copy.id}`))}>
        <Copy aria-hidden="true" className="size-3.5" /> {words.menu.duplicate}
      </MenuItem>
      <MenuItem onSelect={() => void copyCommand(job)}>
        <SquareTerminal aria-hidden="true" className="size-3.5" /> {words.menu.copyCommand}
      </MenuItem>
      <MenuItem danger onSelect={() => void removeJob(job).then((gone) => gone && go('/jobs'))}>
        <Trash2 aria-hidden="true" className="size-3.5" /> {words.menu.delete}
      </MenuItem>
    </Menu>
  )
}

async function copyCommand({ name }: Job): Promise<void> {
  try {
    await navigator.clipboard.writeText(`lf run '${name.replaceAll("'", `'\\''`)}' --follow`)
    toast(words.menu.copied)
  } catch (error) {
    toastError(words.menu.notCopied, error)
  }
}
