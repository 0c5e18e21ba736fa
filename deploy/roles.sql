-- As the administrator of the server. The owner migrates and makes backups; the pages and the worker use the
-- other roles, which can add to the book of acts and never change it. Row-level security holds the role of the
-- pages to what was declared to be seen; the worker's work is about whole counties. Passwords: \password.
CREATE ROLE yingbao_owner LOGIN CREATEDB NOSUPERUSER;
CREATE ROLE yingbao_app LOGIN NOSUPERUSER NOCREATEDB NOBYPASSRLS;
CREATE ROLE yingbao_worker LOGIN NOSUPERUSER NOCREATEDB BYPASSRLS;
CREATE DATABASE yingbao OWNER yingbao_owner;
