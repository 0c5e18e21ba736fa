-- As yingbao_owner in the database yingbao: after each `yingbao migrate` and after a restore.
GRANT USAGE ON SCHEMA public TO yingbao_app, yingbao_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO yingbao_app, yingbao_worker;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO yingbao_app, yingbao_worker;
REVOKE UPDATE, DELETE ON audit_act, audit_seal FROM yingbao_app, yingbao_worker;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM yingbao_app, yingbao_worker;
