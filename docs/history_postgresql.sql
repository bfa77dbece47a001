CREATE SCHEMA xl_send;

BEGIN;

CREATE TABLE xl_send.edition (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT edition_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 1

CREATE TABLE xl_send.period (
    id SERIAL NOT NULL, 
    key TEXT COLLATE "C" NOT NULL, 
    council TEXT COLLATE "C" NOT NULL, 
    programme TEXT COLLATE "C" NOT NULL, 
    as_at TEXT NOT NULL, 
    PRIMARY KEY (id), 
    UNIQUE (key, as_at)
);

CREATE TABLE xl_send.workbook (
    id SERIAL NOT NULL, 
    period INTEGER NOT NULL, 
    file TEXT COLLATE "C" NOT NULL, 
    as_at TEXT, 
    sha256 TEXT NOT NULL, 
    macros INTEGER NOT NULL, 
    date1904 INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(period) REFERENCES xl_send.period (id) ON DELETE CASCADE
);

CREATE TABLE xl_send.workstream (
    period INTEGER NOT NULL, 
    code TEXT COLLATE "C" NOT NULL, 
    workbook INTEGER NOT NULL, 
    PRIMARY KEY (period, code, workbook), 
    FOREIGN KEY(period) REFERENCES xl_send.period (id) ON DELETE CASCADE, 
    FOREIGN KEY(workbook) REFERENCES xl_send.workbook (id) ON DELETE CASCADE
);

CREATE TABLE xl_send.sheet (
    id SERIAL NOT NULL, 
    workbook INTEGER NOT NULL, 
    title TEXT COLLATE "C" NOT NULL, 
    hidden INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(workbook) REFERENCES xl_send.workbook (id) ON DELETE CASCADE
);

CREATE TABLE xl_send.cell (
    sheet INTEGER NOT NULL, 
    row INTEGER NOT NULL, 
    place INTEGER NOT NULL, 
    kind TEXT NOT NULL, 
    text TEXT COLLATE "C" NOT NULL, 
    PRIMARY KEY (sheet, row, place), 
    FOREIGN KEY(sheet) REFERENCES xl_send.sheet (id) ON DELETE CASCADE
);

CREATE TABLE xl_send.colour (
    period INTEGER NOT NULL, 
    of_what TEXT COLLATE "C" NOT NULL, 
    aspect TEXT NOT NULL, 
    status TEXT NOT NULL, 
    reported TEXT COLLATE "C", 
    PRIMARY KEY (period, of_what, aspect), 
    FOREIGN KEY(period) REFERENCES xl_send.period (id) ON DELETE CASCADE
);

CREATE INDEX workbook_period ON xl_send.workbook (period);

CREATE INDEX workstream_workbook ON xl_send.workstream (workbook);

CREATE INDEX sheet_workbook ON xl_send.sheet (workbook);

INSERT INTO xl_send.edition (version_num) VALUES ('1') RETURNING xl_send.edition.version_num;

-- Running upgrade 1 -> 2

CREATE TABLE xl_send.seal (
    period INTEGER NOT NULL, 
    part TEXT NOT NULL, 
    digest TEXT NOT NULL, 
    PRIMARY KEY (period, part)
);

UPDATE xl_send.edition SET version_num='2' WHERE xl_send.edition.version_num = '1';

-- Running upgrade 2 -> 3

ALTER TABLE xl_send.workbook ADD COLUMN digest TEXT DEFAULT '' NOT NULL;

INSERT INTO xl_send.seal (period, part, digest) VALUES (0, 'periods', 'd79c713222eadd84d750aa660010c2703c65d55aa61d682bc8a921d0a556eef5');

UPDATE xl_send.edition SET version_num='3' WHERE xl_send.edition.version_num = '2';

COMMIT;
