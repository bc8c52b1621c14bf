/** Stepwell's mark: a stepped well seen from above, drawn with the accent. */
export function Mark({ size = 16 }: { size?: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden fill="none" stroke="var(--accent)" strokeWidth="1.5" strokeLinejoin="round">
      <path d="M4 1.250h8v1.500h1.250V4h1.500v8h-1.500v1.250H12v1.500H4v-1.500H2.750V12h-1.500V4h1.500V2.750H4z" />
      <path d="M5.750 4.750h4.500v1h1v4.500h-1v1h-4.500v-1h-1v-4.500h1z" strokeOpacity="0.7" />
      <path d="M7 7h2v2H7z" fill="var(--accent)" stroke="none" />
    </svg>
  );
}
