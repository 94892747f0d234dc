import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Artifact } from '../../../shared/model/object.ts'
import { api } from '../../api/client.ts'
import { FilePreview } from '../../file-preview/preview.tsx'
import { Peeked } from '../../peek/peeked.tsx'
import { bytesText } from '../../ui/bytes-text.ts'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, PanelSection } from '../../ui/panel/facts.tsx'
import { PanelContent } from '../../ui/panel/side-panel.tsx'
import type { Action } from '../../ui/table/action.ts'
import { ActionButtons } from '../../ui/table/action-buttons.tsx'
import { Ago } from '../../ui/time.tsx'
import { words } from './peek/words.ts'

const shownMakers = 3

/** The details of a stored file: what it contains and which runs made it. */
export function FilePeek({ hash, actionsOf }: { hash: string; actionsOf(file: Artifact): Action[] }) {
  const query = useQuery({ ...api.objects.get.queryOptions({ input: { hash } }), placeholderData: keepPreviousData })
  return (
    <Peeked query={query} what={words.file}>
      {(file) => {
        const named = { hash: file.hash, name: file.names[0] ?? file.hash.slice(0, 12), size: file.size }
        return (
          <PanelContent
            title={
              <Link href={`/files/${file.hash}`} className="flex min-w-0 hover:underline">
                <Name>{named.name}</Name>
              </Link>
            }
            note={<p className="text-sm text-ink-2">{bytesText(file.size)}</p>}
            actions={<ActionButtons name={named.name} actions={actionsOf(named)} />}
          >
            <Facts>
              {file.madeBy.slice(0, shownMakers).map((maker) => (
                <Fact key={`${maker.runNumber} ${maker.name}`} name={words.madeBy}>
                  {maker.run ? (
                    <Link href={`/runs/${maker.runNumber}`} className="text-accent hover:underline">
                      {words.run(maker.runNumber)}
                    </Link>
                  ) : (
                    words.run(maker.runNumber)
                  )}
                </Fact>
              ))}
              <Fact name={words.stored}>
                <Ago at={file.keptAt} />
              </Fact>
              <Fact name={words.hash} isCode>
                <span className="break-all">{file.hash}</span>
              </Fact>
            </Facts>
            <PanelSection title={words.preview}>
              <div className="flex h-80 flex-col overflow-hidden rounded-md border border-rule">
                <FilePreview key={file.hash} file={named} />
              </div>
            </PanelSection>
          </PanelContent>
        )
      }}
    </Peeked>
  )
}
