import { Link } from 'wouter'
import { Name } from './name.tsx'

/** The way to a page, and its own name, which gives way last. */
export function Crumbs({ way, children }: { way: [name: string, href: string][]; children: string }) {
  return (
    <span className="flex min-w-0 whitespace-pre">
      {way.map(([name, href]) => (
        <span key={href} className="flex max-w-60 min-w-8 shrink-[4]">
          <Link href={href} className="flex min-w-0 font-normal text-ink-2 hover:underline">
            <Name>{name}</Name>
          </Link>
          <span className="px-1.5 font-normal text-ink-3">›</span>
        </span>
      ))}
      <Name>{children}</Name>
    </span>
  )
}
