// SPDX-License-Identifier: Apache-2.0
// The search index over generated policies, and SQLite's trigram tokenizer
// over the same texts:
//   bench_search FOLDER [POLICIES] [REPEATS]
// A folder that it made before is measured again without filling it.
// Each figure: name, median, unit, least, most, and p99 lines beside it.

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "figures.h"
#include "store/changes.h"
#include "store/search.h"
#include "store/store.h"
#include "util/str.h"
#include "wire/change.h"

#define POLICIES 100000
#define CHARACTERS 600
#define TITLE_WORDS 4
#define PAGE 500
#define REPEATS 20
#define SAMPLES_MAX 4096
#define BODY_SIZE 4096
#define RECORD_SIZE 5120

// Words as such texts have them; the earlier, the more often.
static const char *const words[] = {
    "人才", "政策", "引进", "补贴", "西宁", "服务", "单位", "申请", "高层次",
    "企业", "博士", "研究生", "全职", "安家费", "住房", "公寓", "子女", "教育",
    "入学", "医疗", "绿色通道", "职称", "评审", "直通车", "窗口", "材料", "审核",
    "认定", "公示", "资金", "平台", "校园", "柔性", "援青", "干部", "专家",
    "工作站", "创新", "创业", "项目", "支持", "奖励", "一次性", "配套", "落户",
    "公积金", "疗养", "休假", "导师", "硕士", "团队", "技能", "培训", "乡村",
    "振兴", "产业", "盐湖", "光伏", "锂电", "特色", "农牧业", "生态", "高原",
    "医学", "临床", "护理", "教师", "科研", "成果", "转化", "知识产权", "保障",
    "协调", "部门", "责任", "年度", "计划", "实施", "办法", "细则", "若干", "措施",
    "通知", "意见", "方案", "标准", "条件", "程序", "流程", "时限", "受理", "发放",
    "管理", "考核", "终止", "追回", "监督", "解释", "施行", "期限", "附则",
};
#define WORDS (sizeof(words) / sizeof(words[0]))

// What only few of them have.
static const char *const rare[] = {
    "鲲鹏", "麒麟", "藜麦", "虫草", "唐卡", "堆绣", "气象", "地震", "冰川", "湿地",
};

static uint64_t seed = 20261124; // of the generator: the same texts each run

static uint32_t
roll(uint32_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((seed >> 33) % below);
}

static const char *
pick_word(void)
{
    uint32_t a = roll(WORDS);
    uint32_t b = roll(WORDS);
    return words[a < b ? a : b];
}

static void
die(const char *what)
{
    fprintf(stderr, "bench_search: %s failed\n", what);
    exit(1);
}

struct sample {
    char title[128];
    char body[BODY_SIZE];
    char date[16];
};

static size_t
append(char *out, size_t size, const char *word)
{
    size_t at = strlen(out);
    if (!str_copy(out + at, size - at, word)) {
        die("a text of the size");
    }
    return strlen(word) / 3;
}

static void
make_text(struct sample *text, size_t i)
{
    text->title[0] = text->body[0] = '\0';
    for (size_t k = 0; k < TITLE_WORDS; k++) {
        append(text->title, sizeof(text->title), pick_word());
    }
    size_t count = 0;
    size_t clause = 0;
    while (count < CHARACTERS) {
        count += append(text->body, sizeof(text->body), pick_word());
        if (++clause % 5 == 0) {
            count += append(text->body, sizeof(text->body),
                            clause % 20 ? "，" : "。");
        }
    }
    if (i % 700 == 0) {
        append(text->body, sizeof(text->body),
               rare[(i / 700) % (sizeof(rare) / sizeof(rare[0]))]);
    }
    snprintf(text->date, sizeof(text->date), "20%02u-%02u-%02u",
             15 + roll(12), 1 + roll(12), 1 + roll(28));
}

static void
exec(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        die(sqlite3_errmsg(db));
    }
}

// Beside ours: the same texts in FTS5's own tokenizer, as it would be used.
static sqlite3 *
open_trigram(const char *folder)
{
    char path[512];
    sqlite3 *db;
    snprintf(path, sizeof(path), "%s/trigram.db", folder);
    if (sqlite3_open(path, &db) != SQLITE_OK) {
        die("opening the other index");
    }
    exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
             "PRAGMA cache_size = -1024;"
             "CREATE VIRTUAL TABLE IF NOT EXISTS t USING"
             " fts5(title, body, content = '', tokenize = 'trigram');");
    return db;
}

struct build {
    struct store *store;
    sqlite3 *trigram;
    sqlite3_stmt *insert;
    size_t policies;
    double text_mib;
    double own_s, trigram_s;
    double longest_ms; // a page of ours, in its transactions
};

static void
add_trigram(struct build *build, const struct sample *texts, size_t first,
            size_t count)
{
    int64_t start = figures_now_ns();
    exec(build->trigram, "BEGIN");
    for (size_t i = 0; i < count; i++) {
        sqlite3_bind_int64(build->insert, 1, (sqlite3_int64)(first + i + 1));
        sqlite3_bind_text(build->insert, 2, texts[i].title, -1,
                          SQLITE_STATIC);
        sqlite3_bind_text(build->insert, 3, texts[i].body, -1,
                          SQLITE_STATIC);
        if (sqlite3_step(build->insert) != SQLITE_DONE) {
            die("filling the other index");
        }
        sqlite3_reset(build->insert);
    }
    exec(build->trigram, "COMMIT");
    build->trigram_s += (double)(figures_now_ns() - start) / 1e9;
}

static void
make_body(char body[RECORD_SIZE], const struct sample *text)
{
    int len = snprintf(
        body, RECORD_SIZE,
        "{\"title\":{\"zh\":\"%s\"},\"body\":{\"zh\":\"%s\"},"
        "\"topics\":[],\"source\":{\"document\":{\"zh\":\"某刊\"},"
        "\"date\":\"%s\"},\"state\":\"verified\"}",
        text->title, text->body, text->date);
    if (len < 0 || len >= RECORD_SIZE) {
        die("a record of the size");
    }
}

static void
add_own(struct build *build, const struct sample *texts, size_t first,
        size_t count, bool more)
{
    static struct change changes[PAGE];
    static char ids[PAGE][16];
    static char bodies[PAGE][RECORD_SIZE];
    static struct change_page page;
    struct changes_result result;
    for (size_t i = 0; i < count; i++) {
        make_body(bodies[i], &texts[i]);
        snprintf(ids[i], sizeof(ids[i]), "p%zu", first + i);
        changes[i] = (struct change){.rev = 1, .op = CHANGE_PUT};
        snprintf(changes[i].kind, sizeof(changes[i].kind), "policy");
        snprintf(changes[i].id, sizeof(changes[i].id), "%s", ids[i]);
        changes[i].body = bodies[i];
        changes[i].body_len = strlen(bodies[i]);
    }
    page.changes = changes;
    page.count = count;
    page.more = more;
    snprintf(page.cursor, sizeof(page.cursor), "c%zu", first);
    int64_t start = figures_now_ns();
    if (changes_apply(build->store, &page, &result) != ERR_OK
        || result.applied != count) {
        die("filling the store");
    }
    double seconds = (double)(figures_now_ns() - start) / 1e9;
    build->own_s += seconds;
    if (seconds * 1000 > build->longest_ms) {
        build->longest_ms = seconds * 1000;
    }
}

static void
fill(struct build *build)
{
    static struct sample texts[PAGE];
    for (size_t first = 0; first < build->policies; first += PAGE) {
        size_t count = build->policies - first;
        count = count < PAGE ? count : PAGE;
        for (size_t i = 0; i < count; i++) {
            make_text(&texts[i], first + i);
            build->text_mib += (double)(strlen(texts[i].title)
                                        + strlen(texts[i].body)) / 1048576;
        }
        add_own(build, texts, first, count,
                first + count < build->policies);
        add_trigram(build, texts, first, count);
    }
}

static double
pages_mib(sqlite3 *db, const char *names)
{
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v2(db, "SELECT coalesce(sum(pgsize), 0) / 1048576.0"
                               " FROM dbstat WHERE name LIKE ?",
                           -1, &stmt, NULL) != SQLITE_OK) {
        die("measuring an index");
    }
    sqlite3_bind_text(stmt, 1, names, -1, SQLITE_STATIC);
    double mib = sqlite3_step(stmt) == SQLITE_ROW
                   ? sqlite3_column_double(stmt, 0) : 0;
    sqlite3_finalize(stmt);
    return mib;
}

static double
own_mib(const char *folder)
{
    char path[512];
    sqlite3 *db;
    snprintf(path, sizeof(path), "%s/store/kiosk.db", folder);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL)
        != SQLITE_OK) {
        die("opening the store again");
    }
    double mib = pages_mib(db, "policy_index%") + pages_mib(db, "search_%");
    sqlite3_close(db);
    return mib;
}

struct class {
    const char *name;
    const char *questions[5];
};

static const struct class classes[] = {
    {"1_char", {"人", "补", "湿", "费", "安"}},
    {"2_chars", {"人才", "补贴", "唐卡", "直通", "附则"}},
    {"4_chars", {"绿色通道", "知识产权", "人才政策", "补贴落户", "冰川麒麟"}},
    {"initials", {"rc", "ajf", "lstd", "zcps", "bt"}},
    {"pinyin", {"anjiafei", "rencai", "lvsetongdao", "zhiti", "butie"}},
};
#define CLASSES (sizeof(classes) / sizeof(classes[0]))

static double
ask_own(struct store *store, const char *text, bool best)
{
    struct search_query query = {.text = text, .best = best, .max = 6};
    struct policy policies[6];
    struct search_result result;
    int64_t start = figures_now_ns();
    if (search_policies(store, &query, policies, &result) != ERR_OK) {
        die("searching");
    }
    double ms = (double)(figures_now_ns() - start) / 1e6;
    for (size_t i = 0; i < result.count; i++) {
        policy_clear(&policies[i]);
    }
    return ms;
}

// It finds three characters and more.
static double
ask_trigram(sqlite3 *db, const char *text)
{
    sqlite3_stmt *stmt;
    char quoted[128];
    snprintf(quoted, sizeof(quoted), "\"%s\"", text);
    int64_t start = figures_now_ns();
    if (sqlite3_prepare_v2(db, "SELECT rowid FROM t WHERE t MATCH ?"
                               " ORDER BY rowid DESC LIMIT 6",
                           -1, &stmt, NULL) != SQLITE_OK) {
        die("searching the other index");
    }
    sqlite3_bind_text(stmt, 1, quoted, -1, SQLITE_STATIC);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        continue;
    }
    sqlite3_finalize(stmt);
    return (double)(figures_now_ns() - start) / 1e6;
}

static void
show(const char *what, const char *class, double *samples, size_t count)
{
    char name[64];
    double p99 = figures_quantile(samples, count, 0.99);
    snprintf(name, sizeof(name), "search_%s_%s", what, class);
    figures_print(name, samples, count, "ms");
    snprintf(name, sizeof(name), "search_%s_%s_p99", what, class);
    figures_print(name, &p99, 1, "ms");
}

static void
measure(struct build *build, size_t repeats)
{
    static double samples[SAMPLES_MAX];
    for (size_t i = 0; i < CLASSES; i++) {
        for (int way = 0; way < 3; way++) {
            static const char *const ways[] = {"typing", "best", "trigram"};
            size_t count = 0;
            if (way == 2 && strcmp(classes[i].name, "4_chars") != 0) {
                continue; // the others are too short for it, or no text
            }
            for (size_t k = 0; k < 5 * repeats && count < SAMPLES_MAX; k++) {
                const char *text = classes[i].questions[k % 5];
                samples[count++] = way == 2
                    ? ask_trigram(build->trigram, text)
                    : ask_own(build->store, text, way == 1);
            }
            show(ways[way], classes[i].name, samples, count);
        }
    }
}

// What a kiosk's upkeep does at each start.
static void
maintain(struct store *store)
{
    int64_t start = figures_now_ns();
    double longest_ms = 0;
    bool more = true;
    while (more) {
        int64_t begun = figures_now_ns();
        if (search_maintain(store, &more) != ERR_OK) {
            die("joining the index");
        }
        double ms = (double)(figures_now_ns() - begun) / 1e6;
        longest_ms = ms > longest_ms ? ms : longest_ms;
    }
    double seconds = (double)(figures_now_ns() - start) / 1e9;
    figures_print("search_join", &seconds, 1, "s");
    figures_print("search_join_call_longest", &longest_ms, 1, "ms");
}

static void
make(struct build *build, const char *dir)
{
    struct store_condition condition;
    if (store_open(dir, &build->store, &condition) != ERR_OK
        || sqlite3_prepare_v2(build->trigram,
                              "INSERT INTO t(rowid, title, body)"
                              " VALUES(?, ?, ?)",
                              -1, &build->insert, NULL) != SQLITE_OK) {
        die("making the stores");
    }
    fill(build);
    sqlite3_finalize(build->insert);
    store_close(build->store);
}

int
main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: bench_search FOLDER [POLICIES] [REPEATS]\n");
        return 2;
    }
    char dir[512];
    struct build build = {.policies = POLICIES};
    int64_t number = POLICIES;
    int64_t repeats = REPEATS;
    if (argc > 2 && str_parse_int(argv[2], 1, 10000000, &number)) {
        build.policies = (size_t)number;
    }
    if (argc > 3) {
        (void)str_parse_int(argv[3], 1, 800, &repeats);
    }
    snprintf(dir, sizeof(dir), "%s/store", argv[1]);
    bool fresh = access(dir, F_OK) != 0;
    (void)mkdir(argv[1], 0700);
    build.trigram = open_trigram(argv[1]);
    if (fresh) {
        make(&build, dir);
    }
    if (store_open_again(dir, &build.store) != ERR_OK) {
        die("opening the store");
    }
    maintain(build.store);
    if (!fresh) {
        measure(&build, (size_t)repeats);
        return 0;
    }
    double own = own_mib(argv[1]);
    double other = pages_mib(build.trigram, "t%");
    double share = own / build.text_mib;
    double other_share = other / build.text_mib;
    figures_print("search_text", &build.text_mib, 1, "MiB");
    figures_print("search_fill", &build.own_s, 1, "s");
    figures_print("search_fill_trigram", &build.trigram_s, 1, "s");
    figures_print("search_page_longest", &build.longest_ms, 1, "ms");
    figures_print("search_index", &own, 1, "MiB");
    figures_print("search_index_share", &share, 1, "x");
    figures_print("search_index_trigram", &other, 1, "MiB");
    figures_print("search_index_share_trigram", &other_share, 1, "x");
    measure(&build, (size_t)repeats);
    sqlite3_close(build.trigram);
    store_close(build.store);
    return 0;
}
