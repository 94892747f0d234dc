import { Undo2 } from 'lucide-react'
import { Link } from 'wouter'
import { deletedIssue } from '../../shared/errors.ts'
import { isMissing, issuesOf, messageOf } from '../api/client.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { type Kind, words } from './words.ts'

/** `kind`: what is read, which may be the job that something new belongs to. */
type Props = { title: string; kind: Kind; error: Error | null; retry(): void; restore?: (() => Promise<unknown>) | undefined }

/** Where each kind is listed; schedules of all jobs are in the calendar, and triggers are listed by job. */
const lists: Record<Kind, string> = {
  job: '/jobs',
  schedule: '/calendar',
  trigger: '/jobs',
  flow: '/flows',
  pipeline: '/pipelines',
}

/** The page of an editor until its object is read, or why it cannot be. `restore`: of one that was deleted. */
export const EditorWaiting = ({ title, kind, error, retry, restore }: Props) => (
  <Page title={title}>
    {error === null ? (
      <SkeletonRows rows={4} />
    ) : isMissing(error) ? (
      <Missing kind={kind} deleted={issuesOf(error)[deletedIssue] ?? null} restore={restore} />
    ) : (
      <Problem message={words.kinds[kind].notOpened(messageOf(error))} retry={retry} />
    )}
  </Page>
)

type MissingProps = { title: string; kind: Kind; name: string; restore(): Promise<unknown> }

/** The page of an editor whose object was deleted while it was open. */
export const EditorMissing = ({ title, kind, name, restore }: MissingProps) => (
  <Page title={title}>
    <Missing kind={kind} deleted={name} restore={restore} />
  </Page>
)

type Gone = { kind: Kind; deleted: string | null; restore: (() => Promise<unknown>) | undefined }

function Missing({ kind, deleted, restore }: Gone) {
  const { missing, missingHint, showAll, wasDeleted, wasDeletedHint, restore: restoreIt } = words.kinds[kind]
  const all = (
    <Link href={lists[kind]} className={buttonClass(restore && deleted !== null ? 'plain' : 'primary')}>
      {showAll}
    </Link>
  )
  if (deleted === null || !restore)
    return (
      <Empty title={missing} action={all}>
        {missingHint}
      </Empty>
    )
  return (
    <Empty
      title={wasDeleted}
      action={
        <>
          <Button look="primary" onClick={() => void restore()}>
            <Undo2 aria-hidden="true" className="size-3.5" />
            {restoreIt}
          </Button>
          {all}
        </>
      }
    >
      {wasDeletedHint(deleted)}
    </Empty>
  )
}
