import type { ComponentProps, ReactNode } from 'react'
import type { DefinitionKind } from '../../shared/model/organization.ts'
import { EditorNotice } from '../editor/editor-notice.tsx'
import { FavoriteStar } from '../favorites/favorite-star.tsx'
import { folderWay } from '../organize/folder-way.ts'
import { Crumbs } from '../ui/crumbs.tsx'
import { HeaderActions } from '../ui/header-actions.tsx'
import { Page } from '../ui/page.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { pageWords } from '../words.ts'
import type { DefinitionTab } from './tabs.ts'
import { words } from './words.ts'

type Named = { id: string; name: string }

/** What other features show on the page of a job, flow or pipeline. */
export type DefinitionParts = Record<'triggers' | 'runs' | 'files', (of: Named) => ReactNode>

type Props = {
  kind: DefinitionKind
  /** Null: it is not saved yet, and has its editor alone. */
  definition: (Named & { folder: string }) | null
  /** Its name, or what a new one is called; behind it, a note. */
  title: string
  note?: ReactNode
  header: ComponentProps<typeof HeaderActions>
  editor: ComponentProps<typeof EditorNotice>['editor']
  /** Above the strip. */
  above?: ReactNode
  strip: ReactNode
  tabs: Partial<Record<DefinitionTab, string>>
  tab: DefinitionTab
  onTab(tab: DefinitionTab): void
  overview: ReactNode
  /** The script, the editor or the manifest. */
  body: ReactNode
  versions: ReactNode
  parts: DefinitionParts
  /** Dialogs. */
  children?: ReactNode
}

const lists: Record<DefinitionKind, [string, string]> = {
  job: [pageWords.jobs, '/jobs'],
  flow: [pageWords.flows, '/flows'],
  pipeline: [pageWords.pipelines, '/pipelines'],
}
const bodies = { job: 'script', flow: 'editor', pipeline: 'manifest' } as const

/** A job, flow or pipeline by its tabs: the same on each kind. */
export function DefinitionPage({ kind, definition, title, note, header, editor, above, strip, children, ...shown }: Props) {
  return (
    <Page
      title={title}
      heading={
        <Crumbs way={[lists[kind], ...folderWay(kind, definition?.folder)]} note={note}>
          {title}
        </Crumbs>
      }
      mark={definition && <FavoriteStar kind={kind} id={definition.id} name={definition.name} />}
      actions={<HeaderActions {...header} />}
      notice={<EditorNotice editor={editor} />}
    >
      {above}
      {strip}
      <DefinitionTabs kind={kind} definition={definition} {...shown} />
      {children}
    </Page>
  )
}

type TabsProps = Pick<Props, 'kind' | 'definition' | 'tabs' | 'tab' | 'onTab' | 'overview' | 'body' | 'versions' | 'parts'>

const DefinitionTabs = ({ kind, definition, tabs, tab, onTab, overview, body, versions, parts }: TabsProps) => (
  <Tabs label={words.views[kind]} tabs={tabs} tab={tab} onTab={onTab} isBare={definition === null}>
    {definition && <TabPanel of="overview">{overview}</TabPanel>}
    <TabPanel of={bodies[kind]} fill="column">
      {body}
    </TabPanel>
    {definition &&
      (['triggers', 'runs', 'files'] as const).map((part) => (
        <TabPanel key={part} of={part} fill="with-panel">
          {parts[part](definition)}
        </TabPanel>
      ))}
    {definition && (
      <TabPanel of="versions" fill="column">
        {versions}
      </TabPanel>
    )}
  </Tabs>
)
