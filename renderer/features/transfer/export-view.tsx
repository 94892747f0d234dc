import { useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { Link } from 'wouter'
import { api, messageOf } from '../../api/client.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'

/** The schedules as a crontab, and what cannot be said in one. */
export function ExportView() {
  const query = useQuery({ ...api.imports.exportCrontab.queryOptions(), staleTime: 0 })
  if (query.isPending) return <SkeletonRows rows={4} />
  if (query.isError)
    return <Problem message={`The crontab could not be made. ${messageOf(query.error)}`} retry={() => void query.refetch()} />
  const { text, left, isCut } = query.data
  if (text === '' && left.length === 0)
    return (
      <Empty
        title="No job has a schedule"
        action={
          <Link href="/jobs" className={buttonClass('primary')}>
            All jobs
          </Link>
        }
      >
        What runs by a schedule can be written down as a crontab.
      </Empty>
    )
  return (
    <div className="flex max-w-[860px] flex-col gap-4 p-4 pb-10">
      {text !== '' && (
        <>
          <div className="flex gap-2">
            <Button
              onClick={() =>
                void navigator.clipboard.writeText(text).then(
                  () => toast('Crontab copied'),
                  (error: unknown) => toastError('It was not copied', error),
                )
              }
            >
              <Copy aria-hidden="true" className="size-3.5" />
              Copy
            </Button>
          </div>
          <Field label="Crontab" hint="Put it in place with: crontab FILE">
            <TextArea readOnly rows={Math.min(24, text.split('\n').length)} value={text} onChange={() => {}} />
          </Field>
        </>
      )}
      {isCut && <p className="text-warn">There are more jobs than one crontab takes: only the first are in it.</p>}
      {left.length > 0 && (
        <section aria-label="Not in the crontab">
          <h2 className="mb-1 text-sm font-medium text-ink-2">Not in it</h2>
          <ul className="flex flex-col gap-1 text-sm">
            {left.map(({ job, why }) => (
              <li key={`${job} ${why}`}>
                <span className="font-medium">{job}</span> <span className="text-ink-2">{why}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
