import { Link } from 'wouter'
import { codeOf, messageOf } from '../api/client.ts'
import { buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

/** The page of an editor until its object is read, or why it cannot be. */
export function EditorWaiting({
  title,
  what,
  error,
  retry,
}: {
  title: string
  what: string
  error: Error | null
  retry(): void
}) {
  return (
    <Page title={title}>
      {error === null ? (
        <SkeletonRows rows={4} />
      ) : codeOf(error) === 'not-found' ? (
        <Empty
          title={`${what} does not exist`}
          action={
            <Link href="/jobs" className={buttonClass('primary')}>
              All jobs
            </Link>
          }
        >
          The link may be old, or somebody deleted it.
        </Empty>
      ) : (
        <Problem message={`Could not open it: ${messageOf(error)}`} retry={retry} />
      )}
    </Page>
  )
}
