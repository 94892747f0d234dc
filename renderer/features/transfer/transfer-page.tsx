import { useSearchParams } from 'wouter'
import { Chip } from '../../ui/chip.tsx'
import { Page } from '../../ui/page.tsx'
import { ExportView } from './export-view.tsx'
import { ImportView } from './import-view.tsx'
import { words } from './words.ts'

/** Imports jobs from other schedulers, and exports schedules to them. */
export function TransferPage() {
  const [params, setParams] = useSearchParams()
  const isExport = params.get('view') === 'export'
  return (
    <Page
      title={words.title}
      actions={
        <div role="group" aria-label={words.view} className="flex gap-1 max-[480px]:flex-wrap">
          <Chip on={!isExport} onClick={() => setParams({})}>
            {words.import}
          </Chip>
          <Chip on={isExport} onClick={() => setParams({ view: 'export' })}>
            {words.exportTo}
          </Chip>
        </div>
      }
    >
      <div className="min-h-0 flex-1 overflow-auto">{isExport ? <ExportView /> : <ImportView />}</div>
    </Page>
  )
}
