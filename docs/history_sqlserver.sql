CREATE SCHEMA xl_send;

GO

BEGIN TRANSACTION;

CREATE TABLE xl_send.edition (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT edition_pkc PRIMARY KEY (version_num)
);

GO

-- Running upgrade  -> 1

CREATE TABLE xl_send.period (
    id INTEGER NOT NULL IDENTITY, 
    [key] NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL, 
    council NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NOT NULL, 
    programme NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NOT NULL, 
    as_at VARCHAR(10) NOT NULL, 
    PRIMARY KEY (id), 
    UNIQUE ([key], as_at)
);

GO

CREATE TABLE xl_send.workbook (
    id INTEGER NOT NULL IDENTITY, 
    period INTEGER NOT NULL, 
    [file] NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NOT NULL, 
    as_at VARCHAR(10) NULL, 
    sha256 VARCHAR(64) NOT NULL, 
    macros INTEGER NOT NULL, 
    date1904 INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(period) REFERENCES xl_send.period (id) ON DELETE CASCADE
);

GO

CREATE TABLE xl_send.workstream (
    period INTEGER NOT NULL, 
    code NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL, 
    workbook INTEGER NOT NULL, 
    PRIMARY KEY (period, code, workbook), 
    FOREIGN KEY(period) REFERENCES xl_send.period (id), 
    FOREIGN KEY(workbook) REFERENCES xl_send.workbook (id) ON DELETE CASCADE
);

GO

CREATE TABLE xl_send.sheet (
    id INTEGER NOT NULL IDENTITY, 
    workbook INTEGER NOT NULL, 
    title NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NOT NULL, 
    hidden INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(workbook) REFERENCES xl_send.workbook (id) ON DELETE CASCADE
);

GO

CREATE TABLE xl_send.cell (
    sheet INTEGER NOT NULL, 
    row INTEGER NOT NULL, 
    place INTEGER NOT NULL, 
    kind VARCHAR(20) NOT NULL, 
    text NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NOT NULL, 
    PRIMARY KEY (sheet, row, place), 
    FOREIGN KEY(sheet) REFERENCES xl_send.sheet (id) ON DELETE CASCADE
);

GO

CREATE TABLE xl_send.colour (
    period INTEGER NOT NULL, 
    of_what NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL, 
    aspect VARCHAR(30) NOT NULL, 
    status VARCHAR(30) NOT NULL, 
    reported NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NULL, 
    PRIMARY KEY (period, of_what, aspect), 
    FOREIGN KEY(period) REFERENCES xl_send.period (id) ON DELETE CASCADE
);

GO

CREATE INDEX workbook_period ON xl_send.workbook (period);

GO

CREATE INDEX workstream_workbook ON xl_send.workstream (workbook);

GO

CREATE INDEX sheet_workbook ON xl_send.sheet (workbook);

GO

INSERT INTO xl_send.edition (version_num) OUTPUT inserted.version_num VALUES ('1');

GO

-- Running upgrade 1 -> 2

CREATE TABLE xl_send.seal (
    period INTEGER NOT NULL, 
    part VARCHAR(10) NOT NULL, 
    digest VARCHAR(64) NOT NULL, 
    PRIMARY KEY (period, part)
);

GO

UPDATE xl_send.edition SET version_num='2' WHERE xl_send.edition.version_num = '1';

GO

-- Running upgrade 2 -> 3

ALTER TABLE xl_send.workbook ADD digest VARCHAR(64) NOT NULL DEFAULT '';

GO

INSERT INTO xl_send.seal (period, part, digest) VALUES (0, 'periods', 'd79c713222eadd84d750aa660010c2703c65d55aa61d682bc8a921d0a556eef5');

GO

UPDATE xl_send.edition SET version_num='3' WHERE xl_send.edition.version_num = '2';

GO

COMMIT;

GO
