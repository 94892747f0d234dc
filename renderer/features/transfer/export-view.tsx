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
import { words } from './words.ts'

/** The schedules as a crontab, and those that a crontab cannot express. */
export function ExportView() {
  const query = useQuery({ ...api.imports.exportCrontab.queryOptions(), staleTime: 0 })
  if (query.isPending) return <SkeletonRows rows={4} />
  if (query.isError) return <Problem message={words.unexportable(messageOf(query.error))} retry={() => void query.refetch()} />
  const { text, left, isCut } = query.data
  if (text === '' && left.length === 0)
    return (
      <Empty
        title={words.noSchedules}
        action={
          <Link href="/jobs" className={buttonClass('primary')}>
            {words.allJobs}
          </Link>
        }
      >
        {words.noSchedulesHint}
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
                  () => toast(words.copied),
                  (error: unknown) => toastError(words.notCopied, error),
                )
              }
            >
              <Copy aria-hidden="true" className="size-3.5" />
              {words.copy}
            </Button>
          </div>
          <Field label={words.crontab} hint={words.install}>
            <TextArea readOnly rows={Math.min(24, text.split('\n').length)} value={text} onChange={() => {}} />
          </Field>
        </>
      )}
      {isCut && <p className="text-warn">{words.isCut}</p>}
      {left.length > 0 && (
        <section aria-label={words.left}>
          <h2 className="mb-1 text-sm font-medium text-ink-2">{words.left}</h2>
          <ul className="flex flex-col gap-1 text-sm">
            {left.map(({ job, why }) => (
              <li key={`${job} ${why}`}>
                <bdi className="font-medium">{job}</bdi>: <span className="text-ink-2">{why}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
