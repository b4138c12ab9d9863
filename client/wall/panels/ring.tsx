// The ring of a round: uploaded outside, resulted and sampled within, and a mark where the pace should be by now.

type Props = {
  /** shares 0 to 1; null where nobody knows, and then no arc is drawn */
  readonly uploaded: number | null;
  readonly resulted: number | null;
  readonly sampled: number | null;
  /** share of the round's hours that have passed, 0 to 1 */
  readonly pace: number | undefined;
  readonly label: string;
  readonly children: React.ReactNode;
};

const SIZE = 300;
const MIDDLE = SIZE / 2;
const ARCS = [
  { name: 'uploaded', radius: 134, width: 22 },
  { name: 'resulted', radius: 116, width: 8 },
  { name: 'sampled', radius: 105, width: 8 },
] as const;

export function Ring({ pace, label, children, ...shares }: Props) {
  return (
    <div className="ring">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={label}>
        {ARCS.map(({ name, radius, width }) => {
          const share = shares[name];
          const round = 2 * Math.PI * radius;
          return (
            <g key={name} fill="none" strokeWidth={width} transform={`rotate(-90 ${MIDDLE} ${MIDDLE})`}>
              <circle className="ring-track" cx={MIDDLE} cy={MIDDLE} r={radius} />
              {share !== null && share > 0 && (
                <circle
                  className={`ring-${name}`}
                  cx={MIDDLE}
                  cy={MIDDLE}
                  r={radius}
                  strokeDasharray={`${Math.min(1, share) * round} ${round}`}
                />
              )}
            </g>
          );
        })}
        {pace !== undefined && (
          <line
            className="ring-pace"
            x1={MIDDLE}
            x2={MIDDLE}
            y1={MIDDLE - 148}
            y2={MIDDLE - 116}
            transform={`rotate(${360 * Math.min(1, pace)} ${MIDDLE} ${MIDDLE})`}
          />
        )}
      </svg>
      <div className="ring-middle">{children}</div>
    </div>
  );
}
