import { Link } from 'wouter'

/** The way to a page, and its own name. */
export function Crumbs({ way, children }: { way: [name: string, href: string][]; children: string }) {
  return (
    <>
      {way.map(([name, href]) => (
        <span key={href}>
          <Link href={href} className="font-normal text-ink-2 hover:underline">
            {name}
          </Link>
          <span className="px-1.5 font-normal text-ink-3">›</span>
        </span>
      ))}
      {children}
    </>
  )
}
