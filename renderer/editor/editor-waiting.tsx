import { Link } from 'wouter'
import { codeOf, messageOf } from '../api/client.ts'
import { buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { type Kind, words } from './words.ts'

/** `kind`: what is read, which may be the job that something new belongs to. */
type Props = { title: string; kind: Kind; error: Error | null; retry(): void }

/** Where each kind is listed; schedules and triggers are listed by job. */
const lists: Record<Kind, string> = {
  job: '/jobs',
  schedule: '/jobs',
  trigger: '/jobs',
  flow: '/flows',
  pipeline: '/pipelines',
}

/** The page of an editor until its object is read, or why it cannot be. */
export const EditorWaiting = ({ title, kind, error, retry }: Props) => (
  <Page title={title}>
    {error === null ? (
      <SkeletonRows rows={4} />
    ) : codeOf(error) === 'not-found' ? (
      <Empty
        title={words.kinds[kind].missing}
        action={
          <Link href={lists[kind]} className={buttonClass('primary')}>
            {words.kinds[kind].showAll}
          </Link>
        }
      >
        {words.kinds[kind].missingHint}
      </Empty>
    ) : (
      <Problem message={words.kinds[kind].notOpened(messageOf(error))} retry={retry} />
    )}
  </Page>
)
