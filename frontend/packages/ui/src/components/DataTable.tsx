import { Box, Skeleton, Stack, Table } from "@mantine/core";
import { type ColumnDef, type RowData, tableFeatures, useTable } from "@tanstack/react-table";
import { Fragment, type ReactNode } from "react";

import classes from "./DataTable.module.css";
import { ErrorState } from "./ErrorState";
import { Pager, type PagerProps } from "./Pager";
import { type RowLink, moveBetweenRows, openRow } from "./rows";

const FEATURES = tableFeatures({});
type Features = typeof FEATURES;

export type Column<Row extends RowData> = ColumnDef<Features, Row> & { id: string };

/** A column that shows something of a row; without a header it needs none. */
export function column<Row extends RowData>(
  id: string,
  header: string,
  cell: (row: Row) => ReactNode,
): Column<Row> {
  return { id, header, cell: ({ row }) => cell(row.original) };
}

type Props<Row extends RowData> = {
  label: string;
  columns: Column<Row>[];
  /** Undefined while loading. */
  rows: Row[] | undefined;
  rowId: (row: Row) => string;
  /** The row's page; the first column is the link, and the whole row leads there. */
  link?: (row: Row) => RowLink;
  /** The heading that a row stands under; rows of one heading follow one another. */
  group?: (row: Row) => string;
  error?: unknown;
  onRetry?: () => void;
  empty: ReactNode;
  pager?: PagerProps;
};

/**
 * Rows of the server, page by page: a table, or a list of cards on a narrow screen.
 *
 * The arrow keys and j/k move between rows, Enter opens one.
 */
export function DataTable<Row extends RowData>(props: Props<Row>) {
  const { columns, rows, rowId, error, empty, pager } = props;
  const table = useTable({
    features: FEATURES,
    columns,
    data: rows ?? (NOTHING as Row[]),
    getRowId: rowId,
  });
  if (error && !rows) return <ErrorState error={error} onRetry={props.onRetry} />;
  if (rows?.length === 0) return <>{empty}</>;
  return (
    <Stack gap="xs">
      <Box className={`${classes.frame ?? ""} tts-surface`}>
        <Table
          aria-label={props.label}
          aria-busy={rows === undefined}
          verticalSpacing="sm"
          highlightOnHover
          className={classes.table}
        >
          <Table.Thead>
            {table.getHeaderGroups().map((group) => (
              <Table.Tr key={group.id}>
                {group.headers.map((header) => (
                  <Table.Th key={header.id} scope="col">
                    <table.FlexRender header={header} />
                  </Table.Th>
                ))}
              </Table.Tr>
            ))}
          </Table.Thead>
          <Table.Tbody onKeyDown={moveBetweenRows}>
            {rows === undefined
              ? SKELETONS.map((key) => (
                  <Table.Tr key={key}>
                    {columns.map((column) => (
                      <Table.Td key={column.id}>
                        <Skeleton height={16} radius="sm" />
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))
              : table.getRowModel().rows.map((row, position, all) => {
                  const link = props.link?.(row.original);
                  const before = all[position - 1];
                  const heading = props.group?.(row.original);
                  const begins = !before || heading !== props.group?.(before.original);
                  return (
                    <Fragment key={row.id}>
                      {heading !== undefined && begins && (
                        <Table.Tr className={classes.group}>
                          <Table.Th scope="rowgroup" colSpan={columns.length}>
                            {heading}
                          </Table.Th>
                        </Table.Tr>
                      )}
                      <Table.Tr
                        data-row
                        className={link && classes.clickable}
                        onClick={link && openRow}
                      >
                        {row.getAllCells().map((cell, index) => {
                          const content = <table.FlexRender cell={cell} />;
                          return (
                            <Table.Td key={cell.id} data-column={cell.column.id}>
                              {link && index === 0 ? link(content) : content}
                            </Table.Td>
                          );
                        })}
                      </Table.Tr>
                    </Fragment>
                  );
                })}
          </Table.Tbody>
        </Table>
      </Box>
      {pager && <Pager {...pager} />}
    </Stack>
  );
}

const NOTHING: unknown[] = [];
const SKELETONS = ["a", "b", "c", "d", "e"];
