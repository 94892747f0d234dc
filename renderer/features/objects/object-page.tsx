import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Maker, ObjectDetail } from '../../../shared/model/object.ts'
import { api, messageOf } from '../../api/client.ts'
import { downloadFile } from '../../file-preview/download.ts'
import { FilePreview } from '../../file-preview/preview.tsx'
import { Reveal } from '../../file-preview/reveal.tsx'
import { Button } from '../../ui/button.tsx'
import { bytesText } from '../../ui/bytes-text.ts'
import { Chip } from '../../ui/chip.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Ago } from '../../ui/time.tsx'
import { Lineage } from './lineage.tsx'
import { words } from './words.ts'

/** A stored file: its content, its origin and its use. */
export function ObjectPage({ hash }: { hash: string }) {
  const query = useQuery(api.objects.get.queryOptions({ input: { hash } }))
  const [side, setSide] = useState<'ways' | 'graph'>('ways')
  const file = query.data
  const named = useMemo(
    () => (file ? { name: file.names[0] ?? file.hash.slice(0, 12), hash: file.hash, size: file.size } : null),
    [file],
  )
  return (
    <Page
      title={named?.name ?? words.file}
      heading={<Crumbs way={[[words.title, '/files']]}>{named?.name ?? hash.slice(0, 12)}</Crumbs>}
      actions={
        named && (
          <>
            <Reveal file={named} />
            <Button onClick={() => void downloadFile(named)}>
              <Download aria-hidden="true" className="size-3.5" />
              {words.download}
            </Button>
          </>
        )
      }
    >
      {query.isError && !file ? (
        <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
      ) : !file || !named ? (
        <SkeletonRows rows={5} />
      ) : (
        <div className="flex min-h-0 flex-1 max-[640px]:flex-col max-[640px]:overflow-auto">
          <div className="flex min-w-0 flex-1 flex-col max-[640px]:min-h-[60vh] max-[640px]:flex-none">
            <p className="flex flex-wrap gap-x-4 border-b border-rule px-4 py-2 text-sm text-ink-3">
              <span>{bytesText(file.size)}</span>
              <span className="font-mono text-xs leading-5 break-all">{file.hash}</span>
              <span>{words.stored(<Ago at={file.keptAt} />)}</span>
              {file.names.length > 1 && <span>{words.alsoCalled(file.names.slice(1, 6).join(', '))}</span>}
            </p>
            <FilePreview file={named} />
          </div>
          <aside
            aria-label={words.originAndUse}
            className="flex shrink-0 flex-col border-rule max-[640px]:min-h-[60vh] max-[640px]:border-t min-[641px]:w-[380px] min-[641px]:max-w-[48%] min-[641px]:border-l"
          >
            <div className="flex gap-2 border-b border-rule px-3 py-2">
              <Chip on={side === 'ways'} onClick={() => setSide('ways')}>
                {words.originAndUse}
              </Chip>
              <Chip on={side === 'graph'} onClick={() => setSide('graph')}>
                {words.lineage}
              </Chip>
            </div>
            <div className="min-h-0 flex-1 overflow-auto">{side === 'ways' ? <Ways file={file} /> : <Lineage file={file} />}</div>
          </aside>
        </div>
      )}
    </Page>
  )
}

function Ways({ file }: { file: ObjectDetail }) {
  return (
    <div className="flex flex-col gap-4 p-3">
      <section>
        <h2 className="mb-1 text-sm font-medium text-ink-2">{words.madeBy}</h2>
        {file.madeBy.length === 0 && file.givenTo.length === 0 && <p className="text-sm text-ink-3">{words.unknownOrigin}</p>}
        {file.madeBy.map((maker, index) => (
          <MakerView key={index} maker={maker} name={maker.name} />
        ))}
        {file.givenTo.map(({ run, runNumber, name }) => (
          <p key={`${runNumber} ${name}`} className="py-1 text-sm">
            {words.givenTo(
              name,
              run ? (
                <Link href={`/runs/${runNumber}`} className="hover:underline">
                  {words.run(runNumber)}
                </Link>
              ) : (
                words.run(runNumber)
              ),
            )}
          </p>
        ))}
      </section>
      <section>
        <h2 className="mb-1 text-sm font-medium text-ink-2">{words.usedBy}</h2>
        {file.usedBy.length === 0 && <p className="text-sm text-ink-3">{words.notUsed}</p>}
        {file.usedBy.map((use, index) => (
          <div key={index}>
            <MakerView maker={use} name={null} />
            {use.files.map(({ name, hash }) => (
              <p key={name} className="truncate pl-4 text-sm">
                →{' '}
                <Link href={`/files/${hash}`} className="hover:underline">
                  {name}
                </Link>
              </p>
            ))}
          </div>
        ))}
        {file.more && <p className="pt-1 text-sm text-ink-3">{words.andMore}</p>}
      </section>
    </div>
  )
}

function MakerView({ maker: { run, runNumber, step, at, command, input }, name }: { maker: Maker; name: string | null }) {
  const [, go] = useLocation()
  return (
    <div className="border-b border-rule py-1.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        {run ? (
          <Link href={`/runs/${runNumber}`} className="font-medium hover:underline">
            {run.title} › {words.run(runNumber)}
          </Link>
        ) : (
          <span className="text-ink-3">{words.deletedRun(runNumber)}</span>
        )}
        {step !== null && <span>{words.step(step)}</span>}
        {name !== null && <span className="text-ink-3">{words.as(name)}</span>}
        {at !== null && (
          <span className="text-ink-3">
            <Ago at={at} />
          </span>
        )}
      </p>
      {command !== null && (
        <pre className="mt-1 max-h-28 overflow-auto rounded-md bg-sunken p-2 font-mono text-xs whitespace-pre-wrap">
          {command.trim()}
        </pre>
      )}
      {input && (
        <p className="mt-1 text-ink-3">
          {words.fromFile(
            <button type="button" className="text-ink-2 hover:underline" onClick={() => go(`/files/${input.hash}`)}>
              {input.name}
            </button>,
          )}
        </p>
      )}
    </div>
  )
}
