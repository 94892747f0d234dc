/** How wide the panel beside a page is, in pixels. */
export const panelWidth = { least: 280, usual: 360, most: 640 } as const
