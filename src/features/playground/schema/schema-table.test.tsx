// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import type { Schema } from './schema-rows';
import { SchemaTable } from './schema-table';

test('by keyboard a property is added, named and described, each in its own field', async () => {
  const person = userEvent.setup();
  const changed = vi.fn();
  function Table() {
    const [schema, setSchema] = useState<Schema>({ type: 'object', properties: {} });
    const onChange = (next: Schema) => {
      setSchema(next);
      changed(next.properties);
    };
    return <SchemaTable {...{ schema, onChange }} title="Parameters" noun="Parameter" />;
  }
  render(<Table />);
  await person.click(screen.getByRole('button', { name: 'Parameter' }));
  await person.keyboard('amount');
  await person.tab();
  expect(screen.getByRole('combobox', { name: 'Type' })).toBe(document.activeElement);
  await person.tab();
  await person.tab();
  await person.keyboard('Euro');
  await person.click(screen.getByRole('button', { name: 'Parameter' }));
  await person.keyboard('reason');
  await person.tab();
  expect(changed.mock.lastCall?.[0]).toMatchObject({ amount: { description: 'Euro' }, reason: {} });
  await person.click(screen.getByRole('button', { name: 'Edit amount' }));
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'amount');
});
