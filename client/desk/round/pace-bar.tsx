// How far something is, and where it should be by now.
import './pace-bar.css';

type Props = {
  /** 0 to 1; undefined where nobody told */
  readonly share: number | undefined;
  readonly pace: number | undefined;
};

/** A bar with the mark of where it should be by now. Decoration beside the figures that say the same. */
export function Bar({ share, pace }: Props) {
  return (
    <span className="pace-bar" data-unheard={share === undefined} aria-hidden>
      {share !== undefined && <span className="pace-bar-fill" style={{ width: `${100 * share}%` }} />}
      {pace !== undefined && <span className="pace-bar-tick" style={{ left: `${100 * pace}%` }} />}
    </span>
  );
}
