import { SkeletonRows } from './skeleton.tsx'

/** Tabs and content where they will be: the names are known before the content is. */
export const TabsSkeleton = ({ tabs }: { tabs: Record<string, string> }) => (
  <>
    <div
      aria-hidden="true"
      className="flex shrink-0 gap-x-5 overflow-hidden border-b border-rule px-4 text-ink-3 max-[480px]:flex-wrap"
    >
      {Object.entries(tabs).map(([key, name]) => (
        <span key={key} className="h-9 leading-9">
          {name}
        </span>
      ))}
    </div>
    <SkeletonRows rows={6} />
  </>
)
