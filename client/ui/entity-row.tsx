// One entity as a line: symbol, name, how it stands, how old that is.
import './entity-row.css';
import type { Entity, Layer } from '#shared/situation.ts';
import { EntitySymbol } from './entity-symbol.tsx';
import type { EntityWords } from './entity-words.ts';

type Props = {
  readonly layer: Layer;
  readonly entity: Entity;
  readonly words: EntityWords;
  readonly age: string;
  /** said where it has no place */
  readonly note?: string;
};

export function EntityRow({ layer, entity, words, age, note }: Props) {
  return (
    <div className="entity-row">
      <EntitySymbol layer={layer} entity={entity} size={20} />
      <span className="entity-row-words">
        <span className="entity-row-title">{words.title}</span>
        <span className="entity-row-detail">{words.detail}</span>
      </span>
      <span className="entity-row-age">
        {age}
        {note !== undefined && <span className="entity-row-note">{note}</span>}
      </span>
    </div>
  );
}
